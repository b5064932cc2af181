package org.throughline.command.submission;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.Objects;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.jspecify.annotations.Nullable;
import org.throughline.command.record.AppendContext;

/** Gives the {@link Attempt} to the command handlers that ask for it by a parameter of this type. */
public final class AttemptParameter implements ParameterResolverFactory, ParameterResolver<Attempt> {
    @Override
    public @Nullable ParameterResolver<Attempt> createInstance(
            Executable executable, Parameter[] parameters, int parameterIndex) {
        return parameters[parameterIndex].getType() == Attempt.class ? this : null;
    }

    @Override
    public boolean matches(Message<?> message) {
        return message.getMetaData().get(AppendContext.KEY) instanceof Attempt;
    }

    @Override
    public Attempt resolveParameterValue(Message<?> message) {
        return (Attempt) Objects.requireNonNull(message.getMetaData().get(AppendContext.KEY));
    }
}
