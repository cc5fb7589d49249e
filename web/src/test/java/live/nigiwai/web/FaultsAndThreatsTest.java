package live.nigiwai.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import live.nigiwai.web.Sources.JavaFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the shop's two tables say is handled is held by tests that exist. */
class FaultsAndThreatsTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d+) \\| (.+?) \\| (.+?) \\| (.+) \\|$");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");
  private static final Set<String> STANDINGS =
      Set.of("handled", "in part", "not handled", "does not apply");

  private final Sources sources = Sources.ofThisProject();
  private final Map<String, String> tests =
      sources.java().stream()
          .filter(file -> !file.isMain() && file.name().endsWith("Test"))
          .collect(Collectors.toMap(JavaFile::name, JavaFile::text, String::concat));

  private record Row(int number, String standing, String held) {}

  private List<Row> rows(String page) {
    Path file = sources.root().resolve("shop-overlay").resolve(page);
    return Sources.text(file)
        .lines()
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .map(row -> new Row(Integer.parseInt(row.group(1)), row.group(3), row.group(4)))
        .toList();
  }

  @Test
  void everyFaultAndEveryThreatHasItsRow() {
    requireNumbers(rows("FAULTS.md"), 50);
    requireNumbers(rows("THREATS.md"), 34);
  }

  private static void requireNumbers(List<Row> rows, int count) {
    assertThat(rows)
        .extracting(Row::number)
        .isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
    assertThat(rows).allMatch(row -> STANDINGS.contains(row.standing));
  }

  @Test
  void whatIsHandledNamesATestThatExists() {
    var wrong = new ArrayList<String>();
    for (String page : List.of("FAULTS.md", "THREATS.md")) {
      for (Row row : rows(page)) {
        var named = NAMED.matcher(row.held).results().toList();
        if (row.standing.equals("handled") && named.isEmpty()) {
          wrong.add(page + " " + row.number + " names no test");
        }
        for (var name : named) {
          if (!exists(name.group(1), name.group(2))) {
            wrong.add(page + " " + row.number + ": there is no " + name.group());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private boolean exists(String test, @Nullable String method) {
    String text = tests.get(test);
    return text != null && (method == null || text.contains("void " + method + "("));
  }
}
