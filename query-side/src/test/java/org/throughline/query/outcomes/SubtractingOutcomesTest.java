package org.throughline.query.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.throughline.events.ProgramId;
import org.throughline.query.outcomes.survival.LengthOfStay;
import org.throughline.query.outcomes.survival.Observation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who asks everything that a researcher may ask, and takes the answers from each other. Whatever number is told
 * is looked at as the set of journeys that it is the number of; no difference of such sets may be one to ten people.
 */
@OutcomesTest
class SubtractingOutcomesTest {
    private static final List<String> GROUPINGS =
            List.of("none", "program", "level", "sex", "age", "referral", "substance", "attribute:treat");
    private static final Map<String, String> DOORS = Map.of("synthetic", "demonstration", "imported", "import");

    @Autowired
    private MockMvcTester web;

    @Autowired
    private JsonMapper json;

    private final List<Seeded> journeys = Seeded.journeys(600);
    private int subtractions;

    /** What is told of a group: by the name of the number, the journeys that are counted. */
    private record Told(String name, Set<Seeded> members, Map<String, Set<Seeded>> numbers) {}

    @Test
    void gives_no_one_to_ten_people_away() throws Exception {
        for (var kind : DOORS.keySet()) {
            for (var grouping : GROUPINGS) {
                attack(kind, grouping);
            }
        }
        // and is told enough for this to mean anything
        assertThat(subtractions).isGreaterThan(5_000);
    }

    private void attack(String kind, String grouping) throws Exception {
        var ofKind = journeys.stream()
                .filter(journey -> journey.source().equals(DOORS.get(kind)))
                .toList();
        var programs = ofKind.stream().map(Seeded::program).distinct().toList();
        var all = ask(kind, grouping, null, ofKind);
        var whole = all.getFirst();
        var wholePrograms = new ArrayList<Told>();
        var byValue = new HashMap<String, List<Told>>();
        apart(whole, all.subList(1, all.size()));
        for (var program : programs) {
            var members = ofKind.stream()
                    .filter(journey -> journey.program().equals(program))
                    .toList();
            var answer = ask(kind, grouping, program, members);
            wholePrograms.add(answer.getFirst());
            apart(answer.getFirst(), answer.subList(1, answer.size()));
            answer.subList(1, answer.size())
                    .forEach(group -> byValue.computeIfAbsent(group.name, ignored -> new ArrayList<>())
                            .add(group));
        }
        apart(whole, wholePrograms);
        for (var group : all.subList(1, all.size())) {
            apart(group, byValue.getOrDefault(group.name, List.of()));
            // groups that are whole programs, and programs that are whole groups
            apart(
                    group,
                    wholePrograms.stream()
                            .filter(program -> group.members.containsAll(program.members))
                            .toList());
        }
        for (var program : wholePrograms) {
            apart(
                    program,
                    all.subList(1, all.size()).stream()
                            .filter(group -> program.members.containsAll(group.members))
                            .toList());
        }
    }

    /** Takes from each number of a whole what is told of its parts. */
    private void apart(Told whole, List<Told> parts) {
        whole.numbers.forEach((name, counted) -> {
            var left = new HashSet<>(counted);
            parts.stream()
                    .flatMap(part -> Stream.ofNullable(part.numbers.get(name)))
                    .forEach(left::removeAll);
            many(left, whole.name + " " + name);
        });
    }

    private void many(Set<Seeded> counted, String what) {
        subtractions++;
        var people = counted.stream().map(Seeded::patient).distinct().count();
        assertThat(people == 0 || people > 10).as("%s: %d people", what, people).isTrue();
    }

    /** What is told of all, and then of each group that anything is told of. */
    private List<Told> ask(String kind, String grouping, @Nullable ProgramId program, List<Seeded> members)
            throws Exception {
        var uri = "/api/outcomes?data=%s&group=%s&program=%s".formatted(kind, grouping, program == null ? "" : program);
        var result = web.get().uri(uri).with(user("r").roles("researcher")).exchange();
        assertThat(result).hasStatusOk();
        var answer = json.readTree(result.getResponse().getContentAsString());
        var told = new ArrayList<Told>();
        told.add(read(program == null ? "all" : "program " + program, answer.get("all"), Set.copyOf(members)));
        var named = answer.get("groups")
                .valueStream()
                .map(group -> group.get("value").asString())
                .toList();
        for (var group : answer.get("groups")) {
            var value = group.get("value").asString();
            var inside = members.stream()
                    .filter(journey -> {
                        var own = valueOf(grouping, journey);
                        return value.equals(named.contains(own) ? own : Grouping.OTHERS);
                    })
                    .collect(Collectors.toSet());
            told.add(read(grouping + "=" + value, group.get("figures"), inside));
        }
        var number = answer.get("data").get("journeys");
        // how many there are is said where anything is, and not elsewhere
        assertThat(number.isNumber()).as(uri).isEqualTo(!answer.get("all").isNull());
        for (var other : answer.get("otherData")) {
            var there = journeys.stream()
                    .filter(journey ->
                            journey.source().equals(DOORS.get(other.get("code").asString())))
                    .filter(journey -> program == null || journey.program().equals(program))
                    .collect(Collectors.toSet());
            if (other.get("journeys").isNumber()) {
                many(there, uri + " other data");
            }
        }
        return told;
    }

    private static String valueOf(String grouping, Seeded journey) {
        var teds = journey.teds();
        return switch (grouping) {
            case "program" -> journey.program().toString();
            case "level" -> journey.level();
            case "sex" -> Objects.toString(teds.get("SEX"), "");
            case "age" -> teds.containsKey("AGE") ? Integer.toString((teds.getOrDefault("AGE", 0) + 1) / 2) : "";
            case "referral" -> teds.containsKey("PSOURCE") ? teds.getOrDefault("PSOURCE", 0) == 7 ? "7" : "1" : "";
            case "substance" -> Objects.toString(teds.get("SUB1"), "");
            case "attribute:treat" -> journey.attributes().getOrDefault("treat", "");
            default -> "all";
        };
    }

    private Told read(String name, JsonNode figures, Set<Seeded> members) {
        var told = new Told(name, members, new HashMap<>());
        if (figures.isNull()) {
            return told;
        }
        tell(told, "journeys", figures.get("journeys"), journey -> true);
        tell(told, "open", figures.get("open"), journey -> journey.reason() == null);
        tell(told, "discharged", figures.get("discharged"), journey -> journey.reason() != null);
        for (var reason : figures.get("reasons")) {
            var code = reason.get("code").asInt();
            tell(
                    told,
                    "reason " + code,
                    reason.get("share").get("numerator"),
                    journey -> journey.reason() != null && journey.reason() == code);
        }
        untold(told, "discharged", "reason ");
        untold(told, "journeys", "reason ", "open");
        for (var band : figures.get("tedsStays").get("bands")) {
            var from = band.get("fromCode").asInt();
            var to = band.get("toCode").asInt();
            tell(
                    told,
                    "band " + to,
                    band.get("share").get("numerator"),
                    journey -> journey.los() != null
                            && new LengthOfStay(journey.los()).tedsCode() >= from
                            && new LengthOfStay(journey.los()).tedsCode() <= to);
        }
        untold(told, "discharged", "band ");
        var relapse = figures.get("firstRelapse");
        tell(told, "relapsed", relapse.get("events"), journey -> journey.relapse() != null);
        tell(told, "not relapsed", relapse.get("censored"), journey -> journey.relapse() == null);
        tell(told, "later", relapse.get("reportedLater"), Seeded::later);
        untold(told, "journeys", "later");
        var either = figures.get("returnOrLost");
        tell(told, "back", either.get("events"), journey -> journey.returnOrLost() != null);
        tell(told, "neither", either.get("censored"), journey -> journey.returnOrLost() == null);
        untold(told, "back", "relapsed");
        curve(told, "retention", figures.get("retention"), Seeded::retention);
        curve(told, "relapse", relapse, Seeded::firstRelapse);
        curve(told, "either", either, Seeded::lost);
        for (var ending : figures.get("endings")) {
            var cause = List.of("completed", "droppedOut", "otherwise")
                            .indexOf(ending.get("key").asString())
                    + 1;
            tell(
                    told,
                    "ending " + cause,
                    ending.get("events"),
                    journey -> journey.ending().cause() == cause);
            points(told, "ending " + cause, ending.get("points"), Seeded::ending, cause);
        }
        for (var cause = 1; cause <= 2; cause++) {
            points(
                    told,
                    "returns " + cause,
                    figures.get("returns").get(cause - 1).get("points"),
                    Seeded::returned,
                    cause);
        }
        return told;
    }

    private void tell(Told told, String name, JsonNode number, Predicate<Seeded> which) {
        if (number.isNumber()) {
            var counted = told.members.stream().filter(which).collect(Collectors.toSet());
            assertThat(number.asInt()).as(told.name + " " + name).isEqualTo(counted.size());
            told.numbers.put(name, counted);
            many(counted, told.name + " " + name);
        }
    }

    /** Takes the numbers of some names from another. */
    private void untold(Told told, String from, String... names) {
        var counted = told.numbers.get(from);
        if (counted != null) {
            var left = new HashSet<>(counted);
            told.numbers.forEach((name, some) -> {
                if (Stream.of(names).anyMatch(name::startsWith)) {
                    left.removeAll(some);
                }
            });
            many(left, told.name + " " + from + " without " + List.of(names));
        }
    }

    private void curve(Told told, String name, JsonNode curve, Function<Seeded, Observation> seen) {
        points(told, name, curve.get("points"), seen, 1);
        Set<Seeded> before = told.members;
        for (var line : curve.get("atRisk")) {
            var day = line.get("day").asInt();
            if (line.get("atRisk").isNumber()) {
                var here = told.members.stream()
                        .filter(journey -> seen.apply(journey).day() >= day)
                        .collect(Collectors.toSet());
                assertThat(line.get("atRisk").asInt()).isEqualTo(here.size());
                told.numbers.put(name + " at risk on " + day, here);
                many(here, told.name + " " + name + " at risk on " + day);
                // with the share it is known how many of those who left had the event
                for (var cause = 0; cause <= 1; cause++) {
                    var left = with(before, seen, cause, 0, day);
                    many(left, told.name + " " + name + " left before " + day);
                }
                before = here;
            }
            if (line.get("survival").isNumber()) {
                told.numbers.put(name + " before " + day, with(told.members, seen, 1, 0, day));
            }
        }
    }

    /** Between two points as many had the event as a share of those who were there: that is known, too. */
    private void points(Told told, String name, JsonNode points, Function<Seeded, Observation> seen, int cause) {
        var since = 0;
        for (var point : points) {
            var day = point.get("day").asInt() + 1;
            if (day > 1) {
                many(with(told.members, seen, cause, since, day), told.name + " " + name + " up to " + day);
                since = day;
            }
        }
        if (since > 0) {
            many(with(told.members, seen, cause, since, 10_000), told.name + " " + name + " from " + since);
        }
    }

    private static Set<Seeded> with(
            Set<Seeded> members, Function<Seeded, Observation> seen, int cause, int from, int before) {
        return members.stream()
                .filter(journey -> seen.apply(journey).cause() == cause)
                .filter(journey ->
                        seen.apply(journey).day() >= from && seen.apply(journey).day() < before)
                .collect(Collectors.toSet());
    }
}
