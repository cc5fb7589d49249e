package live.nigiwai.web.demo;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Draws the programme's frame for any moment: the goods in their running order under a slow camera,
 * the swaying noren, the product's sign, and a clock that can be read from the pixels.
 *
 * <p><i>Threading:</i> belongs to the one thread that draws.
 */
final class Scene {
  /** Lettering and distances are laid out for this width and scaled once. */
  static final int DESIGN_WIDTH = 720;

  private static final ZoneId SHOP_ZONE = ZoneId.of("Asia/Tokyo");
  private static final double COUNTER_SECONDS = 11;
  private static final double SECONDS = RunningOrder.MILLIS_PER_PRODUCT / 1000.0;
  private static final double DISSOLVE_SECONDS = 0.9;
  private static final int PANELS = 4;
  private static final int DIGIT_WIDTH = 16;
  private static final int DIGIT_HEIGHT = 32;
  private static final int CLOCK_LEFT = 440;
  private static final int CLOCK_TOP = 140;

  private final RunningOrder order;
  private final List<Exhibit> exhibits;
  private final Canvas canvas;
  private final double scale;
  private final Steam steam;
  private final Picture rod;
  private final List<Picture> noren = new ArrayList<>();
  private final Picture title;
  private final List<Picture> digits = new ArrayList<>();

  private Scene(RunningOrder order, List<Exhibit> exhibits, ProgrammeFormat format)
      throws IOException {
    this.order = order;
    this.exhibits = exhibits;
    canvas = new Canvas(format.width(), format.height());
    scale = format.width() / (double) DESIGN_WIDTH;
    steam = new Steam(scale);
    Picture cloth = Picture.load("programme/noren.png", scale);
    int rodHeight = even(14);
    rod = cloth.part(0, 0, cloth.width(), rodHeight);
    for (int i = 0; i < PANELS; i++) {
      int left = even(i * 180);
      int right = i == PANELS - 1 ? cloth.width() : even((i + 1) * 180);
      noren.add(cloth.part(left, rodHeight, right - left, cloth.height() - rodHeight));
    }
    title = Picture.load("programme/title.png", scale);
    Picture strip = Picture.load("programme/digits.png", scale);
    for (int i = 0; i < 12; i++) {
      digits.add(strip.part(even(i * DIGIT_WIDTH), 0, even(DIGIT_WIDTH), even(DIGIT_HEIGHT)));
    }
  }

  /**
   * Reads all pictures; takes a second or two.
   *
   * @param abandon asked between pictures
   */
  static Scene load(ProgrammeFormat format, BooleanSupplier abandon) throws IOException {
    RunningOrder order = RunningOrder.load();
    List<Exhibit> exhibits = new ArrayList<>();
    for (String product : order.products()) {
      if (abandon.getAsBoolean()) {
        throw new IOException("abandoned");
      }
      exhibits.add(Exhibit.load(product, format));
    }
    return new Scene(order, exhibits, format);
  }

  /** The frame of this moment; the canvas is the scene's own and is drawn over by the next call. */
  Canvas draw(long epochMillis) {
    RunningOrder.Spot spot = order.at(epochMillis);
    double clock = Math.floorMod(epochMillis, 3_600_000L) / 1000.0;
    double t = spot.seconds();
    Exhibit now = exhibits.get(spot.index());
    if (t < DISSOLVE_SECONDS) {
      int before = order.before(spot.index());
      closeUp(exhibits.get(before), before, t + SECONDS - COUNTER_SECONDS, Canvas.OPAQUE);
      counter(now, spot.index(), t, ease(t / DISSOLVE_SECONDS));
    } else if (t < COUNTER_SECONDS) {
      counter(now, spot.index(), t, Canvas.OPAQUE);
    } else if (t < COUNTER_SECONDS + DISSOLVE_SECONDS) {
      counter(now, spot.index(), t, Canvas.OPAQUE);
      double u = t - COUNTER_SECONDS;
      closeUp(now, spot.index(), u, ease(u / DISSOLVE_SECONDS));
    } else {
      closeUp(now, spot.index(), t - COUNTER_SECONDS, Canvas.OPAQUE);
    }
    air(now, spot.index(), t, clock);
    noren(clock);
    boolean opening = spot.index() == 0;
    sign(now, t - (opening ? 4.6 : 0.9), SECONDS - t, clock);
    if (opening) {
      title(t);
    }
    clock(epochMillis);
    return canvas;
  }

  private Canvas.View counterView(Exhibit of, int index, double t) {
    double along = t / (COUNTER_SECONDS + DISSOLVE_SECONDS);
    boolean near = index % 2 == 0;
    double zoom = near ? 1.04 + 0.13 * along : 1.17 - 0.13 * along;
    double drift = (index % 3 - 1) * 0.03;
    return Canvas.View.of(of.counter(), canvas, zoom, 0.5 + drift * (along - 0.5), 0.42);
  }

  private void counter(Exhibit of, int index, double t, int opacity) {
    canvas.window(of.counter(), counterView(of, index, t), opacity);
  }

  private void closeUp(Exhibit of, int index, double t, int opacity) {
    double along = t / (SECONDS - COUNTER_SECONDS + DISSOLVE_SECONDS);
    double way = index % 2 == 0 ? along : 1 - along;
    double zoom = 1.04 + 0.06 * along;
    canvas.window(
        of.closeUp(), Canvas.View.of(of.closeUp(), canvas, zoom, 0.36 + 0.26 * way, 0.5), opacity);
  }

  /** Steam and motes belong to the long shot and go with it. */
  private void air(Exhibit now, int index, double t, double clock) {
    double left = Math.min(t, COUNTER_SECONDS + DISSOLVE_SECONDS - t) / DISSOLVE_SECONDS;
    if (left <= 0) {
      return;
    }
    double share = Math.min(1, left);
    Canvas.View view = counterView(now, index, t);
    for (Steam.Source source : now.steam()) {
      int x = view.frameX(source.x() * now.counter().width(), canvas);
      int y = view.frameY(source.y() * now.counter().height(), canvas);
      steam.rise(canvas, x, y, clock, source.strength() * share);
    }
    steam.drift(canvas, clock, (int) (110 * share));
  }

  private void noren(double clock) {
    int x = 0;
    for (int i = 0; i < PANELS; i++) {
      Picture panel = noren.get(i);
      double gust = 0.6 + 0.4 * Math.sin(clock * 0.23 + 1);
      double swing = 7 * scale * gust * Math.sin(clock * 1.35 - i * 0.55);
      canvas.hang(panel, x, rod.height(), swing, Canvas.OPAQUE);
      x += panel.width();
    }
    canvas.hang(rod, 0, 0, 0, Canvas.OPAQUE);
  }

  private void sign(Exhibit now, double shown, double left, double clock) {
    if (shown <= 0) {
      return;
    }
    double fall = 1 - Math.pow(1 - Math.min(1, shown / 0.7), 3);
    int opacity = ease(Math.min(1, left / 0.6));
    int y = (int) (scale * (132 - 60 * (1 - fall)));
    double swing =
        scale * (3.2 * Math.sin(clock * 1.1) + 16 * Math.exp(-shown * 1.6) * Math.sin(shown * 5));
    canvas.hang(now.sign(), even(62), y, swing, (int) (opacity * fall));
  }

  private void title(double t) {
    double share = Math.min(Math.min(t - 0.3, 4.4 - t) / 0.5, 1);
    if (share > 0) {
      int x = (canvas.width - title.width()) / 2 & ~1;
      int y = even(224 - 14 * ease(share) / 256.0);
      canvas.hang(title, x, y, 0, ease(share));
    }
  }

  private void clock(long epochMillis) {
    int x = even(CLOCK_LEFT);
    int y = even(CLOCK_TOP);
    int width = even(DIGIT_WIDTH * 12 + 20);
    canvas.plate(x, y, width, even(70), 168);
    ZonedDateTime time = Instant.ofEpochMilli(epochMillis).atZone(SHOP_ZONE);
    int[] glyphs = glyphs(time.getHour(), time.getMinute(), time.getSecond(), epochMillis);
    for (int i = 0; i < glyphs.length; i++) {
      int at = x + (int) Math.round(scale * (10 + i * DIGIT_WIDTH)) & ~1;
      canvas.hang(digits.get(glyphs[i]), at, y + even(6), 0, Canvas.OPAQUE);
    }
    int cells = TimeMarks.encode(epochMillis);
    for (int i = 0; i < TimeMarks.COLUMNS * TimeMarks.ROWS; i++) {
      Cell cell = cell(i);
      boolean lit = cells << i < 0;
      canvas.block(cell.x(), cell.y(), cell.width(), cell.height(), lit ? 225 : 20);
    }
  }

  private static int[] glyphs(int hour, int minute, int second, long epochMillis) {
    int millis = (int) Math.floorMod(epochMillis, 1000L);
    return new int[] {
      hour / 10,
      hour % 10,
      10,
      minute / 10,
      minute % 10,
      10,
      second / 10,
      second % 10,
      11,
      millis / 100,
      millis / 10 % 10,
      millis % 10
    };
  }

  record Cell(int x, int y, int width, int height) {}

  /** Where the n-th time mark lies on the frame. */
  Cell cell(int n) {
    int column = n % TimeMarks.COLUMNS;
    int line = n / TimeMarks.COLUMNS;
    int left = even(CLOCK_LEFT) + (int) Math.round(scale * (10 + 12 * column));
    int right = even(CLOCK_LEFT) + (int) Math.round(scale * (10 + 12 * (column + 1)));
    int top = even(CLOCK_TOP) + (int) Math.round(scale * (42 + 11 * line));
    int bottom = even(CLOCK_TOP) + (int) Math.round(scale * (42 + 11 * (line + 1)));
    return new Cell(left, top, right - left, bottom - top);
  }

  private int even(double design) {
    return (int) Math.round(design * scale / 2) * 2;
  }

  private static int ease(double share) {
    double s = Math.max(0, Math.min(1, share));
    return (int) (Canvas.OPAQUE * s * s * (3 - 2 * s));
  }
}
