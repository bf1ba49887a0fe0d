package io.jobferry.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jobferry.bench.Contender.Role;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class ChartTest {
    /** Places are written in tenths. */
    private static final double ROUNDING = 0.2;

    private final Document chart = parsed(Chart.svg(List.of(new Chart.Group(
            "jobs put & taken",
            new Spread(1, 0.9, 1.1),
            List.of(
                    new Chart.Bar("ours", Role.OURS, new Spread(1, 0.8, 1.2)),
                    new Chart.Bar("theirs <1.0>", Role.PEER, new Spread(0.5, 0.4, 3)))))));

    @Test
    void bars_are_as_long_as_their_speed() {
        assertThat(number(only("ours"), "width")).isCloseTo(2 * number(only("peer"), "width"), within(ROUNDING));
    }

    @Test
    void whiskers_go_from_the_least_to_the_most_and_not_over_the_edge() {
        List<Element> whiskers = ofClass("whisker");
        double edge = number(ofClass("grid").get(ofClass("grid").size() - 1), "x1");

        assertThat(number(whiskers.get(0), "x1")).isLessThan(number(whiskers.get(0), "x2"));
        assertThat(number(whiskers.get(3), "x2")).isEqualTo(edge);
    }

    @Test
    void the_band_is_where_raw_lies_beside_itself() {
        Element band = only("band");
        double one = number(only("one"), "x1");

        assertThat(number(band, "x")).isLessThan(one);
        assertThat(number(band, "x") + number(band, "width")).isGreaterThan(one);
    }

    @Test
    void who_cannot_see_it_reads_the_figures() {
        Element description = (Element) chart.getElementsByTagName("desc").item(0);

        assertThat(chart.getDocumentElement().getAttribute("aria-labelledby")).isEqualTo("title desc");
        assertThat(description.getTextContent()).isEqualTo("jobs put & taken: ours 1.00, theirs <1.0> 0.50.");
    }

    private Element only(String style) {
        assertThat(ofClass(style)).hasSize(1);
        return ofClass(style).get(0);
    }

    private List<Element> ofClass(String style) {
        NodeList all = chart.getElementsByTagName("*");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .filter(each -> each.getAttribute("class").equals(style))
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static Document parsed(String svg) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError("chart is no XML: " + svg, e);
        }
    }
}
