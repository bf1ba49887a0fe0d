package io.jobferry.disque;

import io.jobferry.jedis.Reply;

/**
 * A node as another one (or itself) announces it.
 *
 * @param id 40 hexadecimal digits; the first eight stand in the ids of the jobs that it makes
 * @param host its address as the others see it; empty where a node does not know its own
 * @param port its port for clients
 * @param priority 1 is good, 5 not linked, 10 possibly failing, 100 failed or leaving
 */
public record DisqueNode(String id, String host, int port, int priority) {
    static DisqueNode of(Reply element) {
        return new DisqueNode(
                element.at(0).text(),
                element.at(1).text(),
                Integer.parseInt(element.at(2).text()),
                Integer.parseInt(element.at(3).text()));
    }
}
