package org.throughline.command.reception;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.throughline.command.correlation.Correlation;
import org.throughline.command.problems.BadHeader;
import org.throughline.command.problems.PreconditionRequired;
import org.throughline.command.submission.Actor;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;
import org.throughline.events.Source;

/** Makes out who asks from the sign-in and the headers. */
@Component
class AskedArguments implements WebMvcConfigurer, HandlerMethodArgumentResolver {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{8,128}");
    private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");
    private static final Pattern CORRELATION = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String ROLE = "ROLE_";
    private static final String PROGRAM = "PROGRAM_";

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Asked.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null) {
            throw new AuthenticationCredentialsNotFoundException("nobody is signed in");
        }
        var source = authentication instanceof JwtAuthenticationToken ? Source.API : Source.PAGE;
        var asked = new Asked(actor(authentication), source, key(request), version(request), correlation(request));
        if (asked.version() == null && parameter.hasMethodAnnotation(VersionRequired.class)) {
            throw new PreconditionRequired();
        }
        return asked;
    }

    static Actor actor(Authentication authentication) {
        var roles = EnumSet.noneOf(Role.class);
        var programs = new HashSet<ProgramId>();
        for (var granted : authentication.getAuthorities()) {
            var authority = String.valueOf(granted.getAuthority());
            for (var role : Role.values()) {
                if (authority.equals(ROLE + role.code())) {
                    roles.add(role);
                }
            }
            if (authority.startsWith(PROGRAM)) {
                program(authority.substring(PROGRAM.length())).ifPresent(programs::add);
            }
        }
        return new Actor(authentication.getName(), roles, programs);
    }

    /** A program that is no id opens no door, and closes none. */
    private static Optional<ProgramId> program(String id) {
        try {
            return Optional.of(ProgramId.of(id));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private static @Nullable String key(NativeWebRequest request) {
        var key = only("Idempotency-Key", request);
        if (key != null && !KEY.matcher(key).matches()) {
            throw new BadHeader("Idempotency-Key", "A key has 8 to 128 letters, digits, - or _.");
        }
        return key;
    }

    private static @Nullable Long version(NativeWebRequest request) {
        var version = only("If-Match", request);
        if (version == null) {
            return null;
        }
        var matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            throw new BadHeader("If-Match", "A version in double quotes is needed, as the ETag gave it.");
        }
        return Long.valueOf(matcher.group(1));
    }

    private static UUID correlation(NativeWebRequest request) {
        var wanted = only("Correlation", request);
        if (wanted != null && !CORRELATION.matcher(wanted).matches()) {
            throw new BadHeader("Correlation", "A UUID is needed, as an earlier answer gave it.");
        }
        return Correlation.of(
                Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class), "commands come over HTTP"));
    }

    /** A header that comes twice would have to be guessed. */
    private static @Nullable String only(String header, NativeWebRequest request) {
        var values = request.getHeaderValues(header);
        if (values == null || values.length == 0) {
            return null;
        }
        if (values.length > 1) {
            throw new BadHeader(header, "This header is there twice.");
        }
        return values[0];
    }
}
