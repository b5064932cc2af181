package org.throughline.standalone.guarded;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** All addresses that the running application answers, as it knows them itself: {@code "GET /journeys/{journey}"}. */
final class Doors {
    /** What filters answer, before any mapping is asked. */
    private static final Set<String> OF_FILTERS = Set.of("POST /signin", "POST /signout");

    private Doors() {}

    static Set<String> all() {
        var doors = new TreeSet<>(OF_FILTERS);
        House.application()
                .getBeansOfType(HandlerMapping.class)
                .values()
                .forEach(mapping -> of(mapping).forEach(doors::add));
        return doors;
    }

    private static Stream<String> of(HandlerMapping mapping) {
        return switch (mapping) {
            case RequestMappingInfoHandlerMapping methods ->
                methods.getHandlerMethods().keySet().stream().flatMap(Doors::of);
            case AbstractUrlHandlerMapping files ->
                Stream.concat(
                                files.getHandlerMap().keySet().stream(),
                                Stream.ofNullable(files.getRootHandler() == null ? null : "/ (root)"))
                        .map(path -> "GET " + path);
            default -> Stream.empty();
        };
    }

    private static Stream<String> of(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        return (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods)
                .stream().flatMap(method -> info.getPatternValues().stream().map(path -> method + " " + path));
    }
}
