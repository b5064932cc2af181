package org.throughline.query.outcomes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** A test of outcomes over seeded journeys. */
@SpringBootTest(
        classes = OutcomesOnly.class,
        properties = {
            "throughline.demonstration.password=opens-the-demonstration",
            "throughline.demonstration.token-secret=a-secret-of-thirty-two-bytes-or-more"
        })
@AutoConfigureMockMvc
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OutcomesTest {}
