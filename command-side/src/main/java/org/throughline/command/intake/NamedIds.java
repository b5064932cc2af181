package org.throughline.command.intake;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.util.UUID;

/** Ids that are made from names, so that importing again means the same patients, journeys and entries. */
final class NamedIds {
    /** Never changes: ids in the record depend on it. */
    private static final UUID NAMESPACE = UUID.fromString("6f0a6a54-6d0c-5d2b-9a55-2f6c5f2e7a10");

    private final NameBasedGenerator generator = Generators.nameBasedGenerator(NAMESPACE);
    private final String name;

    /** Ids of one import. */
    NamedIds(String name) {
        this.name = name;
    }

    /** The id of what a row's key and a purpose name (UUID version 5). */
    UUID of(String key, String purpose) {
        return generator.generate(name.length() + ":" + name + "/" + key.length() + ":" + key + "/" + purpose);
    }
}
