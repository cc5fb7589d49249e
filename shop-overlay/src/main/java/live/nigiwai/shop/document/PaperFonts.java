package live.nigiwai.shop.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.openpdf.text.Chunk;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Font;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;

/**
 * The embedded fonts: one for nearly everything, one for the rare characters of names 𠮷. What
 * neither has is printed as 〓, as printers always did. Only the glyphs in use end up in a paper.
 */
final class PaperFonts {
  private static final int GETA = '〓';

  private final List<BaseFont> faces =
      List.of(load("BIZUDPGothic-Regular.ttf"), load("NigiwaiNamesJP-Regular.ttf"));

  private static BaseFont load(String file) {
    try (var in = PaperFonts.class.getResourceAsStream("/fonts/" + file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return BaseFont.createFont(
          file, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, in.readAllBytes(), null);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (DocumentException broken) {
      throw new IllegalStateException(file + " is no font", broken);
    }
  }

  /**
   * @param size in points
   */
  Phrase words(String text, float size) {
    var phrase = new Phrase();
    phrase.setLeading(size * 1.5f);
    var run = new StringBuilder();
    var face = faces.getFirst();
    for (int codePoint : printable(text)) {
      var next = faceOf(codePoint);
      if (next != face && !run.isEmpty()) {
        phrase.add(new Chunk(run.toString(), new Font(face, size)));
        run.setLength(0);
      }
      face = next;
      run.appendCodePoint(codePoint);
    }
    if (!run.isEmpty()) {
      phrase.add(new Chunk(run.toString(), new Font(face, size)));
    }
    return phrase;
  }

  /**
   * Without what has no shape of its own: variation selectors (IVS), joiners, control characters.
   */
  private int[] printable(String text) {
    return text.codePoints()
        .filter(it -> !isInvisible(it))
        .map(it -> faces.stream().anyMatch(face -> face.charExists(it)) ? it : GETA)
        .toArray();
  }

  private static boolean isInvisible(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
  }

  private BaseFont faceOf(int codePoint) {
    return faces.stream()
        .filter(face -> face.charExists(codePoint))
        .findFirst()
        .orElse(faces.getFirst());
  }
}
