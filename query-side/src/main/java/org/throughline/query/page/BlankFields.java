package org.throughline.query.page;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.throughline.events.ProgramId;

/** A list on a form that nothing is chosen from sends an empty text: that asks for no program, rather than for a wrong one. */
@Component
class BlankFields implements WebMvcConfigurer {
    @Override
    public void addFormatters(FormatterRegistry formats) {
        formats.addConverter(new ToProgram());
    }

    private static final class ToProgram implements Converter<String, @Nullable ProgramId> {
        @Override
        public @Nullable ProgramId convert(String text) {
            return text.isBlank() ? null : ProgramId.of(text);
        }
    }
}
