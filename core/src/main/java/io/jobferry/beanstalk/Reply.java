package io.jobferry.beanstalk;

import io.jobferry.Body;

/**
 * One reply of the server.
 *
 * @param word what it says
 * @param number its id or count; 0 where it has none
 * @param name the tube of USING; empty otherwise
 * @param body the bytes of a job or of an OK; empty otherwise
 */
record Reply(Word word, long number, String name, Body body) {
    static final Body NO_BODY = Body.of(new byte[0]);

    /** What follows a word on its line. */
    enum Shape {
        WORD,
        /** An id or a count. */
        NUMBER,
        NAME,
        /** An id and a size, then a body of that size. */
        JOB,
        /** A size, then a body of that size. */
        DATA
    }

    /** The words of "protocol.txt", one constant for each of their shapes. */
    enum Word {
        INSERTED("INSERTED", Shape.NUMBER),
        BURIED_ID("BURIED", Shape.NUMBER),
        JOB_TOO_BIG("JOB_TOO_BIG", Shape.WORD),
        DRAINING("DRAINING", Shape.WORD),
        USING("USING", Shape.NAME),
        WATCHING("WATCHING", Shape.NUMBER),
        NOT_IGNORED("NOT_IGNORED", Shape.WORD),
        RESERVED("RESERVED", Shape.JOB),
        TIMED_OUT("TIMED_OUT", Shape.WORD),
        DEADLINE_SOON("DEADLINE_SOON", Shape.WORD),
        NOT_FOUND("NOT_FOUND", Shape.WORD),
        DELETED("DELETED", Shape.WORD),
        RELEASED("RELEASED", Shape.WORD),
        BURIED("BURIED", Shape.WORD),
        TOUCHED("TOUCHED", Shape.WORD),
        FOUND("FOUND", Shape.JOB),
        KICKED_COUNT("KICKED", Shape.NUMBER),
        KICKED("KICKED", Shape.WORD),
        OK("OK", Shape.DATA),
        PAUSED("PAUSED", Shape.WORD),
        OUT_OF_MEMORY("OUT_OF_MEMORY", Shape.WORD),
        INTERNAL_ERROR("INTERNAL_ERROR", Shape.WORD);

        final String text;
        final Shape shape;

        Word(String text, Shape shape) {
            this.text = text;
            this.shape = shape;
        }
    }

    /** Whether the server could not do it, and said so; the connection is still good. */
    boolean isServerError() {
        return word == Word.OUT_OF_MEMORY || word == Word.INTERNAL_ERROR;
    }
}
