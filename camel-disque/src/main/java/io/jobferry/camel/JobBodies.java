package io.jobferry.camel;

import io.jobferry.Body;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.TypeConverterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The job bodies that a message holds.
 *
 * @param many whether the message is a batch: then there may also be none
 */
record JobBodies(boolean many, List<Body> bodies) {
    /**
     * One body, or one for each element of a Collection, an Iterable or an Iterator.
     *
     * @throws InvalidPayloadException if the message's body or an element is null or has no conversion to bytes
     */
    static JobBodies of(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        Iterator<?> elements = elements(message.getBody(), exchange);
        if (elements == null) {
            return new JobBodies(false, List.of(Body.of(message.getMandatoryBody(byte[].class))));
        }
        List<Body> bodies = new ArrayList<>();
        while (elements.hasNext()) {
            bodies.add(body(elements.next(), exchange));
        }
        return new JobBodies(true, bodies);
    }

    private static @Nullable Iterator<?> elements(@Nullable Object body, Exchange exchange) {
        if (body instanceof Collection<?> collection) {
            return collection.iterator();
        }
        if (body instanceof Iterator<?> iterator) {
            return iterator;
        }
        return body instanceof Iterable<?> iterable && !isOneDocument(iterable, exchange) ? iterable.iterator() : null;
    }

    /** A path is an Iterable of its names, a JSON tree one of its values: what converts to bytes as it is, is one job. */
    private static boolean isOneDocument(Iterable<?> iterable, Exchange exchange) {
        TypeConverterRegistry converters = exchange.getContext().getTypeConverterRegistry();
        return iterable instanceof Path || converters.lookup(byte[].class, iterable.getClass()) != null;
    }

    private static Body body(@Nullable Object element, Exchange exchange) throws InvalidPayloadException {
        try {
            byte[] bytes = element == null
                    ? null
                    : exchange.getContext().getTypeConverter().convertTo(byte[].class, exchange, element);
            if (bytes != null) {
                return Body.of(bytes);
            }
        } catch (TypeConversionException e) {
            throw new InvalidPayloadException(exchange, byte[].class, exchange.getMessage(), e);
        }
        throw new InvalidPayloadException(exchange, byte[].class, exchange.getMessage());
    }
}
