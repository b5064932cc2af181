package org.throughline.query.outcomes.survival;

import java.util.List;

/** A subject of a sample that is compared by group. */
record Subject(Observation seen, int group) {

    static Observations all(List<Subject> subjects) {
        return Observations.of(subjects.stream().map(Subject::seen).toList());
    }

    /** One sample a group, in the order of the groups' numbers. */
    static List<Observations> byGroup(List<Subject> subjects) {
        return subjects.stream()
                .map(Subject::group)
                .distinct()
                .sorted()
                .map(group -> all(subjects.stream()
                        .filter(subject -> subject.group() == group)
                        .toList()))
                .toList();
    }
}
