package org.throughline.query.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.throughline.events.PersonName;
import org.throughline.query.identity.Patients;
import org.throughline.stage.InventedJourney;
import org.throughline.stage.OnStage;
import org.throughline.stage.People;

@OnStage
class JourneyPageTest {
    private static final String PAGE = "/journeys/" + InventedJourney.JOURNEY;

    @Autowired
    private MockMvcTester web;

    @Autowired
    private Patients patients;

    private Optional<Patients.Identity> known = Optional.empty();

    @AfterEach
    void remember() {
        when(patients.erased(InventedJourney.PATIENT)).thenReturn(false);
        known.ifPresent(identity -> when(patients.of(InventedJourney.PATIENT)).thenReturn(Optional.of(identity)));
    }

    @Test
    void shows_a_corrected_entry_struck_through_with_who_when_and_why() {
        assertThat(page(PAGE))
                .contains("<del>Attended: skills development</del>")
                .contains("Lin", "She left an hour early.")
                .contains("href=\"#e-" + "0197a000-0000-7000-8000-0000000002bd\"");
    }

    @Test
    void labels_a_late_entry_and_shows_both_times() {
        assertThat(page(PAGE))
                .contains("Recorded 3 days later · learned later", "Happened <b>22:00</b>", "Tue 17 Feb 2026, 22:20");
    }

    @Test
    void says_what_is_credited_and_required_this_week() {
        assertThat(page(PAGE)).contains("5 h", "9 h", "4 h to go", "data-required=\"540\"");
    }

    @Test
    void puts_no_name_into_the_window_s_title() {
        assertThat(page(PAGE)).contains("<title>Journey · Throughline</title>");
    }

    @Test
    void shows_a_name_as_it_is_whatever_it_holds() {
        named(new PersonName("<script>alert(1)</script>", "O'Neil & \"Sons\" 🙂"));

        assertThat(page(PAGE))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&amp; &quot;Sons&quot; 🙂")
                .doesNotContain("<script>alert");
    }

    @Test
    void says_that_personal_data_is_erased() {
        known = patients.of(InventedJourney.PATIENT);
        when(patients.of(InventedJourney.PATIENT)).thenReturn(Optional.empty());
        when(patients.erased(InventedJourney.PATIENT)).thenReturn(true);

        assertThat(page(PAGE)).contains("Personal data erased").doesNotContain("Lindqvist");
    }

    @Test
    void does_not_call_a_name_erased_that_is_only_missing() {
        known = patients.of(InventedJourney.PATIENT);
        when(patients.of(InventedJourney.PATIENT)).thenReturn(Optional.empty());

        assertThat(page(PAGE)).contains("Name not available now").doesNotContain("data erased", "Lindqvist");
    }

    @Test
    void has_no_script_or_style_of_its_own() {
        assertThat(page(PAGE))
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContain("<style", " style=", " onclick=");
    }

    @Test
    void offers_to_correct_an_entry_with_what_it_says_and_the_version_it_is_decided_on() {
        var entry = "0197a000-0000-7000-8000-0000000002bd";

        assertThat(page(PAGE + "/record/attendance?corrects=" + entry))
                .contains("data-record=\"/api/record" + PAGE + "/entries/" + entry + "/correction\"")
                .contains(
                        "data-version=\"" + InventedJourney.timeline().journey().version() + "\"")
                .contains("name=\"replacement.presentMinutes\"", "value=\"120\"");
    }

    @Test
    void tells_whoever_decided_on_an_older_version_what_was_recorded_since() {
        var version = InventedJourney.timeline().journey().version();

        assertThat(page(PAGE + "/meanwhile?since=" + (version - 1)))
                .contains("data-version=\"" + version + "\"")
                .containsOnlyOnce("<li>")
                .contains("recorded at", "clinician");
        assertThat(page(PAGE + "/meanwhile?since=" + version)).doesNotContain("<li>");
    }

    @Test
    void offers_a_clinician_to_change_only_their_own_entries_and_a_supervisor_all() {
        assertThat(page(PAGE)).doesNotContain("id=\"correct-", "id=\"void-").contains("id=\"retract-");
        assertThat(page(PAGE, "supervisor")).contains("id=\"correct-", "id=\"void-");
    }

    @Test
    void offers_no_correction_of_what_no_longer_counts() {
        assertThat(web.get()
                        .uri(PAGE + "/record/attendance?corrects=" + InventedJourney.WRONG)
                        .with(People.as("clinician")))
                .hasStatus(404);
    }

    @Test
    void is_a_page_that_says_so_where_nothing_is_known() {
        assertThat(web.get()
                        .uri("/journeys/0197a000-0000-7000-8000-00000000ffff")
                        .with(People.as("auditor")))
                .hasStatus(404)
                .bodyText()
                .contains("There is nothing here");
    }

    @Test
    void tells_nobody_of_another_program_whether_there_is_such_a_journey() throws UnsupportedEncodingException {
        var nowhere = "0197a000-0000-7000-8000-00000000ffff";

        assertThat(refused(nowhere, People.as("clinician")))
                .isEqualTo(refused(InventedJourney.JOURNEY.toString(), People.stranger("clinician")));
    }

    private String refused(String journey, RequestPostProcessor who) throws UnsupportedEncodingException {
        var answer = web.get().uri("/api/journeys/" + journey).with(who).exchange();
        assertThat(answer).hasStatus(403);
        return answer.getResponse()
                .getContentAsString()
                .replace(journey, "…")
                .replaceFirst("\"correlation\":\"[0-9a-f-]{36}\"", "");
    }

    private void named(PersonName name) {
        known = patients.of(InventedJourney.PATIENT);
        when(patients.of(InventedJourney.PATIENT))
                .thenReturn(Optional.of(new Patients.Identity(
                        InventedJourney.PATIENT, InventedJourney.PROGRAM, name, null, List.of(), null)));
    }

    private String page(String path) {
        return page(path, "clinician");
    }

    private String page(String path, String role) {
        var answer = web.get().uri(path).with(People.as(role)).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
