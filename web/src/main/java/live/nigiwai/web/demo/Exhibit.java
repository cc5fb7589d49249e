package live.nigiwai.web.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What is seen of one product: the long shot on the counter, the close-up, and its hanging sign.
 *
 * @param steam where steam rises in the long shot, as fractions of its sides
 */
record Exhibit(Picture counter, Picture closeUp, Picture sign, List<Steam.Source> steam) {

  /** Places in the rendered long shots; a new render may move them. */
  private static final Map<String, List<Steam.Source>> STEAM =
      Map.of(
          "kyusu", List.of(new Steam.Source(0.645, 0.58, 0.9)),
          "yunomi", List.of(new Steam.Source(0.305, 0.425, 1.0), new Steam.Source(0.63, 0.48, 0.9)),
          "keyaki-tray",
              List.of(new Steam.Source(0.40, 0.425, 0.6), new Steam.Source(0.60, 0.450, 0.7)));

  static Exhibit load(String product, ProgrammeFormat format) throws IOException {
    double lettering = format.width() / (double) Scene.DESIGN_WIDTH;
    return new Exhibit(
        fitted("programme/counter-" + product + ".jpg", format),
        fitted("goods/" + product + "-2.jpg", format),
        Picture.load("programme/sign-" + product + ".png", lettering * 0.88),
        STEAM.getOrDefault(product, List.of()));
  }

  /** No larger than the closest view needs, to keep the memory small. */
  private static Picture fitted(String resource, ProgrammeFormat format) throws IOException {
    Picture full = Picture.load(resource, 1);
    double wanted = 1.25 * format.height() / full.height();
    return wanted < 0.9 ? Picture.load(resource, wanted) : full;
  }
}
