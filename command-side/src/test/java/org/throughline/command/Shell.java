package org.throughline.command;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.throughline.command.record.AppendContext;
import org.throughline.command.record.RecordStorageEngine;
import org.throughline.command.submission.Actor;
import org.throughline.command.submission.Attempt;
import org.throughline.command.submission.AttemptParameter;
import org.throughline.command.submission.Wiring;
import org.throughline.events.HistoryEvent;
import org.throughline.events.Role;
import org.throughline.events.Source;
import org.throughline.events.storage.EntryMetadata;

/** What the tests of Axon's shells around the rules share. */
public final class Shell {
    private Shell() {}

    /** A fixture whose handlers get what they get in the desk, and the commands that the desk would send to them. */
    public static <A> FixtureConfiguration<A> of(Class<A> aggregate, Wiring<?> wiring) {
        return new AggregateTestFixture<>(aggregate)
                .registerParameterResolverFactory(new AttemptParameter())
                .registerInjectableResources(wiring.resources().toArray())
                .registerCommandTargetResolver(
                        message -> new VersionedAggregateIdentifier(wiring.streamOf(message.getPayload()), null));
    }

    /** What comes with a command. */
    public static Map<String, Attempt> by(Actor actor, Object command, UUID stream) {
        return Map.of(AppendContext.KEY, new Attempt(Samples.by(actor, command), stream, "life", Samples.NOW));
    }

    /** Something that an actor recorded before. */
    public static GenericEventMessage<HistoryEvent> recorded(Actor actor, HistoryEvent event) {
        var entry = new EntryMetadata(actor.id(), Role.CLINICIAN, null, Source.API, new UUID(1, 2), null, null);
        return new GenericEventMessage<>(event, Map.of(RecordStorageEngine.ENTRY, entry));
    }

    /** The commands that an aggregate has a line for. */
    public static Set<Class<?>> handledBy(Class<?> aggregate) {
        return Arrays.stream(aggregate.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(CommandHandler.class))
                .map(Method::getParameterTypes)
                .map(parameters -> parameters[0])
                .collect(Collectors.toSet());
    }

    /** Every command below a sealed interface. */
    public static Set<Class<?>> commands(Class<?> sealed) {
        return below(sealed).collect(Collectors.toSet());
    }

    private static Stream<Class<?>> below(Class<?> type) {
        return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Shell::below) : Stream.of(type);
    }
}
