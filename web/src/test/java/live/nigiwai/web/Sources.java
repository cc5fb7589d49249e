package live.nigiwai.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The project's files, as {@link TidyTest} looks at them. */
final class Sources {
  private static final Set<String> NOT_OURS =
      Set.of("target", "node_modules", ".git", ".nigiwai", "test-results", "playwright-report");
  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?\\*/|(?m)^\\s*//.*$", Pattern.DOTALL);
  private static final Pattern OUR_NAME = Pattern.compile("\\blive\\.nigiwai\\.([a-z]+)\\b");

  private final Path root;
  private final List<Path> files;

  private Sources(Path root, List<Path> files) {
    this.root = root;
    this.files = files;
  }

  static Sources ofThisProject() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("infra/show"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("not inside the project");
    }
    var files = new ArrayList<Path>();
    walk(folder, files);
    return new Sources(folder, files);
  }

  private static void walk(Path folder, List<Path> found) {
    try (var inside = Files.list(folder)) {
      for (Path path : inside.sorted().toList()) {
        if (NOT_OURS.contains(path.getFileName().toString())) {
          continue;
        }
        if (Files.isDirectory(path)) {
          walk(path, found);
        } else {
          found.add(path);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Path root() {
    return root;
  }

  /** Names in the top folder, also of what is not ours but made by tools. */
  Set<String> topLevel() {
    try (var inside = Files.list(root)) {
      return inside
          .map(path -> path.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  List<Path> endingWith(String ending) {
    return files.stream().filter(path -> path.toString().endsWith(ending)).toList();
  }

  List<JavaFile> java() {
    return endingWith(".java").stream()
        .map(path -> new JavaFile(root.relativize(path).toString(), text(path)))
        .toList();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * One Java file.
   *
   * @param path from the project's folder
   */
  record JavaFile(String path, String text) {
    /** Such as {@code infra/show}. */
    String module() {
      return path.substring(0, path.indexOf("/src/"));
    }

    boolean isMain() {
      return path.contains("/src/main/java/");
    }

    String name() {
      return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
    }

    /** Such as {@code infra/show/src/main/java/live/nigiwai/show}. */
    String folder() {
      return path.substring(0, path.lastIndexOf('/'));
    }

    String withoutComments() {
      return COMMENT.matcher(text).replaceAll("");
    }

    int lines() {
      return (int) text.lines().count();
    }

    /** Lines that are neither blank nor only comment. */
    long codeLines() {
      return withoutComments().lines().filter(line -> !line.isBlank()).count();
    }

    /** Our modules that this file names, imported or in full: {@code show}, {@code runtime}, … */
    Set<String> modulesNamed() {
      return OUR_NAME
          .matcher(withoutComments())
          .results()
          .map((MatchResult match) -> match.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean matches(String regex) {
      return Pattern.compile(regex).matcher(withoutComments()).find();
    }
  }
}
