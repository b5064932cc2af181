package org.throughline.stage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ActiveProfiles;

/** A test of pages and their answers on the {@link Stage}; one application for all such tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = Stage.class,
        properties = {
            "throughline.demonstration.password=opens-the-demonstration",
            "throughline.demonstration.token-secret=a-secret-of-thirty-two-bytes-or-more",
            "throughline.demonstration.accounts[0].name=c-ada",
            "throughline.demonstration.accounts[0].display=Ada Brandt",
            "throughline.demonstration.accounts[0].role=clinician",
            "throughline.demonstration.accounts[0].programs[0]=0197a000-0000-7000-8000-000000000001"
        })
@AutoConfigureMockMvc
@ActiveProfiles("demonstration")
@ResourceLock("stage")
public @interface OnStage {}
