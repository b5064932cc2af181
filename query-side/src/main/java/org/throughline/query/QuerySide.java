package org.throughline.query;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.throughline.query.signin.Demonstration;

/** The query side as a whole: import it to have projections, read models and pages. */
@Configuration
// full names, so that both sides can live in one application
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableConfigurationProperties(Demonstration.class)
public class QuerySide {}
