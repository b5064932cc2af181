package org.throughline.command.intake;

/**
 * What is wrong with one place of a file or of its mapping.
 *
 * @param line the line of the file that the row begins on, from 1; 0 for the mapping
 * @param field the column, or the field of the mapping
 * @param code stable, for programs
 * @param message for people; it never repeats what the file says
 */
public record Flaw(long line, String field, String code, String message) {}
