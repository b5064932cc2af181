package org.throughline.command.submission;

/** Where every command goes: from the REST interface, from imports, from demonstration data. */
public interface CommandDesk {
    /**
     * Has a command judged and its events recorded. Blocks until they are durable.
     *
     * <p>The same idempotency key of the same actor gives the answer given then, {@code replayed}; with another request hash
     * it is refused by {@code IDEMPOTENCY_KEY_REUSED}. A lost race is tried again once; lost twice, it is refused by {@code
     * LOST_RACE}.
     *
     * @throws Refused if a rule or a permission forbids it
     * @throws StaleVersion if the stream is not at the expected version
     * @throws org.throughline.command.record.RecordUnavailable if the record does not answer
     * @throws org.throughline.events.privacy.KeyStoreUnavailable if the key store does not answer
     */
    Receipt submit(Submission submission);
}
