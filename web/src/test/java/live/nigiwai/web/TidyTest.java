package live.nigiwai.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import live.nigiwai.web.Sources.JavaFile;
import org.junit.jupiter.api.Test;

/** What taste cannot remember. */
class TidyTest {
  private static final int LINES_MAX = 400;
  private static final int MAIN_LINES_MAX = 40;
  private static final int SHOW_LINES_MAX = 700;

  /** Which of our packages each module may name; everything else is above or beside it. */
  private static final Map<String, Set<String>> MAY_NAME =
      Map.of(
          "infra/show", Set.of("show"),
          "infra/runtime", Set.of("show", "runtime"),
          "infra/testkit", Set.of("show", "runtime", "testkit"),
          "ingest", Set.of("show", "runtime", "ingest"),
          "chat-relay", Set.of("show", "runtime", "relay"),
          "shop-overlay", Set.of("show", "runtime", "shop"),
          "web", Set.of("show", "runtime", "ingest", "relay", "shop", "web"),
          "infra/bench",
              Set.of("show", "runtime", "ingest", "relay", "shop", "web", "testkit", "bench"));

  private static final Set<String> TOP_LEVEL =
      Set.of(
          "pom.xml",
          "ingest",
          "chat-relay",
          "shop-overlay",
          "web",
          "infra",
          "README.md",
          "nigiwai",
          "LICENSE",
          "CONTRIBUTING.md",
          "CHANGELOG.md");

  /** Tools leave these; the repository does not have them. */
  private static final Set<String> MADE_BY_TOOLS =
      Set.of("target", "nigiwai.yaml", "nigiwai.iml", "node_modules");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*$");

  private final Sources sources = Sources.ofThisProject();

  private List<String> offenders(Predicate<JavaFile> offends) {
    return sources.java().stream().filter(offends).map(JavaFile::path).toList();
  }

  private List<String> mainOffenders(Predicate<JavaFile> offends) {
    return offenders(file -> file.isMain() && offends.test(file));
  }

  @Test
  void modulesKnowOnlyWhatIsBelowThem() {
    assertThat(sources.java()).extracting(JavaFile::module).containsAll(List.of("ingest", "web"));
    var wrong = new ArrayList<String>();
    for (JavaFile file : sources.java()) {
      for (String module : file.modulesNamed()) {
        boolean inATest = !file.isMain() && module.equals("testkit");
        if (!inATest && !MAY_NAME.getOrDefault(file.module(), Set.of()).contains(module)) {
          wrong.add(file.path() + " names live.nigiwai." + module);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void theSharedWordsAreFewAndNeedOnlyTheJdk() {
    var show = sources.java().stream().filter(f -> f.isMain() && f.module().equals("infra/show"));
    assertThat(show.mapToLong(JavaFile::codeLines).sum()).isLessThanOrEqualTo(SHOW_LINES_MAX);
    assertThat(
            mainOffenders(
                file ->
                    file.module().equals("infra/show")
                        && file.matches(
                            "(?m)^import (?!static"
                                + " )(?!java\\.|live\\.nigiwai\\.show\\.|org\\.jspecify\\.)")))
        .isEmpty();
  }

  @Test
  void namesSayWhatThingsAre() {
    assertThat(
            offenders(
                file ->
                    file.name().matches("Abstract.*|.*(Impl|Manager|Helper|Helpers|Util|Utils)")))
        .isEmpty();
    assertThat(
            offenders(
                file -> file.folder().matches(".*/(common|utils?|helpers?|base|core|misc)(/.*)?")))
        .isEmpty();
  }

  @Test
  void everyPackageSaysWhatItOwnsAndIsNullMarked() {
    Map<String, List<JavaFile>> packages =
        sources.java().stream()
            .filter(JavaFile::isMain)
            .collect(Collectors.groupingBy(JavaFile::folder));
    var wrong = new ArrayList<String>();
    packages.forEach(
        (folder, files) -> {
          boolean marked =
              files.stream()
                  .anyMatch(
                      file ->
                          file.name().equals("package-info")
                              && file.text().contains("/**")
                              && file.matches("@NullMarked\\s+package "));
          if (!marked) {
            wrong.add(folder);
          }
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void filesAreShortEnoughToRead() {
    assertThat(offenders(file -> file.lines() > LINES_MAX)).isEmpty();
    assertThat(
            offenders(
                file ->
                    file.path().endsWith("/live/nigiwai/web/Main.java")
                        && file.codeLines() > MAIN_LINES_MAX))
        .isEmpty();
  }

  @Test
  void nothingSleepsOrIsLeftForLater() {
    assertThat(offenders(file -> file.matches("\\bThread\\s*\\.\\s*sleep\\b"))).isEmpty();
    // Split, so that this line is not its own offender.
    assertThat(offenders(file -> file.text().matches("(?s).*\\b(TO" + "DO|FIX" + "ME)\\b.*")))
        .isEmpty();
    assertThat(offenders(file -> file.matches("\\borg\\.mockito\\b"))).isEmpty();
  }

  @Test
  void onlyTheCommandsPrint() {
    Set<String> commands = Set.of("web", "infra/bench");
    assertThat(
            mainOffenders(
                file ->
                    !commands.contains(file.module())
                        && file.matches("\\bSystem\\s*\\.\\s*(out|err)\\b|printStackTrace\\(\\)")))
        .isEmpty();
  }

  @Test
  void everyTestIsFoundByTheBuild() {
    assertThat(
            offenders(
                file ->
                    !file.isMain()
                        && file.matches("(?m)^\\s*@(Test|ParameterizedTest|RepeatedTest)\\b")
                        && !file.name().endsWith("Test")))
        .isEmpty();
  }

  @Test
  void theTopFolderStaysAsItIs() {
    assertThat(sources.topLevel())
        .containsAll(TOP_LEVEL)
        .allMatch(
            name ->
                name.startsWith(".") || TOP_LEVEL.contains(name) || MADE_BY_TOOLS.contains(name));
  }

  @Test
  void linksLeadSomewhere() {
    var dead = new ArrayList<String>();
    for (Path page : sources.endingWith(".md")) {
      String text = Sources.text(page);
      LINK.matcher(text)
          .results()
          .map(match -> match.group(1))
          .filter(link -> !link.matches("[a-z]+:.*") && !resolves(page, text, link))
          .forEach(link -> dead.add(sources.root().relativize(page) + " -> " + link));
    }
    assertThat(dead).isEmpty();
    assertThat(Sources.text(sources.root().resolve("README.md")))
        .contains("./nigiwai demo", "./nigiwai test");
  }

  private static boolean resolves(Path page, String text, String link) {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    if (hash < 0 || !target.toString().endsWith(".md")) {
      return true;
    }
    String there = file.isEmpty() ? text : Sources.text(target);
    return HEADING
        .matcher(there)
        .results()
        .map(match -> anchor(match.group(1)))
        .anyMatch(link.substring(hash + 1)::equals);
  }

  /** As GitHub makes it from a heading. */
  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{IsAlphabetic}\\p{IsDigit} _-]", "")
        .replace(' ', '-');
  }
}
