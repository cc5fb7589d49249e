package live.nigiwai.web.demo;

/**
 * One frame being drawn, as the three planes the encoder takes (YUV 4:2:0, BT.709 limited range).
 * Everything is drawn by whole-number arithmetic on bytes: a frame costs a few milliseconds of one
 * core, because the ingest encodes on the same machine.
 *
 * <p><i>Threading:</i> belongs to the one thread that draws.
 */
final class Canvas {
  /** Full opacity. */
  static final int OPAQUE = 256;

  final int width;
  final int height;
  final byte[] luma;
  final byte[] blue;
  final byte[] red;

  private final int[] column;
  private final int[] columnWeight;
  private int[] row = new int[0];

  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    luma = new byte[width * height];
    blue = new byte[width * height / 4];
    red = new byte[width * height / 4];
    column = new int[width];
    columnWeight = new int[width];
  }

  /**
   * Fills the frame with a window of the picture, placed to a fraction of a pixel so that slow
   * moves do not step.
   *
   * @param opacity below {@link #OPAQUE} the window is laid over what is there
   */
  void window(Picture from, View view, int opacity) {
    double l = view.left();
    double t = view.top();
    double w = view.width();
    double h = view.height();
    plane(from.luma(), from.width(), from.height(), luma, width, height, l, t, w, h, opacity);
    int fw = from.width() / 2;
    int fh = from.height() / 2;
    int cw = width / 2;
    int ch = height / 2;
    plane(from.blue(), fw, fh, blue, cw, ch, l / 2, t / 2, w / 2, h / 2, opacity);
    plane(from.red(), fw, fh, red, cw, ch, l / 2, t / 2, w / 2, h / 2, opacity);
  }

  private void plane(
      byte[] from,
      int fw,
      int fh,
      byte[] to,
      int tw,
      int th,
      double l,
      double t,
      double w,
      double h,
      int opacity) {
    for (int x = 0; x < tw; x++) {
      double at = clamp(l + (x + 0.5) * w / tw - 0.5, fw - 1.001);
      column[x] = (int) at;
      columnWeight[x] = (int) ((at - column[x]) * 256);
    }
    int first = column[0];
    int last = column[tw - 1] + 1;
    if (row.length < fw) {
      row = new int[fw];
    }
    for (int y = 0; y < th; y++) {
      double at = clamp(t + (y + 0.5) * h / th - 0.5, fh - 1.001);
      int above = (int) at * fw;
      int below = above + fw;
      int weight = (int) ((at - (int) at) * 256);
      int rest = 256 - weight;
      for (int x = first; x <= last; x++) {
        row[x] = (from[above + x] & 255) * rest + (from[below + x] & 255) * weight;
      }
      int out = y * tw;
      if (opacity >= OPAQUE) {
        for (int x = 0; x < tw; x++) {
          int c = column[x];
          int k = columnWeight[x];
          to[out + x] = (byte) ((row[c] * (256 - k) + row[c + 1] * k + 32768) >> 16);
        }
      } else {
        for (int x = 0; x < tw; x++) {
          int c = column[x];
          int k = columnWeight[x];
          int value = (row[c] * (256 - k) + row[c + 1] * k + 32768) >> 16;
          int old = to[out + x] & 255;
          to[out + x] = (byte) (old + ((value - old) * opacity >> 8));
        }
      }
    }
  }

  private static double clamp(double at, double most) {
    return at < 0 ? 0 : Math.min(at, most);
  }

  /**
   * Lays a cut-out over the frame, hanging from its upper edge: the lowest row is moved sideways by
   * {@code swing} pixels, the rows between by their share.
   */
  void hang(Picture cutout, int x, int y, double swing, int opacity) {
    int w = cutout.width();
    int h = cutout.height();
    for (int r = Math.max(0, -y); r < h && y + r < height; r++) {
      double along = (double) r / h;
      double shift = swing * along * Math.sqrt(along);
      int whole = (int) Math.floor(shift);
      int part = (int) ((shift - whole) * 256);
      lumaRow(cutout, r, x + whole, y + r, part, opacity);
      if ((r & 1) == 0 && (y + r) / 2 < height / 2) {
        chromaRow(cutout, r / 2, (x + whole) / 2, (y + r) / 2, opacity);
      }
    }
  }

  private void lumaRow(Picture cutout, int r, int x, int y, int part, int opacity) {
    int w = cutout.width();
    int from = r * w;
    int out = y * width;
    byte[] alpha = cutout.alpha();
    byte[] shade = cutout.luma();
    int beforeAlpha = 0;
    int beforeShade = 0;
    for (int i = 0; i <= w; i++) {
      int a = i < w ? alpha[from + i] & 255 : 0;
      int s = i < w ? (shade[from + i] & 255) * a : 0;
      int to = x + i;
      if ((a | beforeAlpha) != 0 && to >= 0 && to < width) {
        int cover = ((a * (256 - part) + beforeAlpha * part) >> 8) * opacity;
        int light = ((s >> 4) * (256 - part) + (beforeShade >> 4) * part) >> 8;
        int old = luma[out + to] & 255;
        // cover is 0..65280; light is shade * alpha / 16
        int value = old * (65280 - cover) / 65280 + (light * opacity >> 8) * 16 / 255;
        luma[out + to] = (byte) Math.min(value, 235);
      }
      beforeAlpha = a;
      beforeShade = s;
    }
  }

  private void chromaRow(Picture cutout, int r, int x, int y, int opacity) {
    int w = cutout.width() / 2;
    int out = y * (width / 2);
    int alphaRow = r * 2 * cutout.width();
    for (int i = 0; i < w; i++) {
      int a = cutout.alpha()[alphaRow + i * 2] & 255;
      int to = x + i;
      if (a != 0 && to >= 0 && to < width / 2) {
        int k = a * opacity / 255;
        blue[out + to] = mix(blue[out + to], cutout.blue()[r * w + i], k);
        red[out + to] = mix(red[out + to], cutout.red()[r * w + i], k);
      }
    }
  }

  private static byte mix(byte old, byte with, int share) {
    int o = old & 255;
    return (byte) (o + (((with & 255) - o) * share >> 8));
  }

  /** Lays a soft round light (an opacity mask) over the luma, towards {@code level}. */
  void glow(byte[] mask, int side, int x, int y, int level, int opacity) {
    for (int r = Math.max(0, -y); r < side && y + r < height; r++) {
      int out = (y + r) * width + x;
      int from = r * side;
      int end = Math.min(side, width - x);
      for (int i = Math.max(0, -x); i < end; i++) {
        int old = luma[out + i] & 255;
        luma[out + i] = (byte) (old + ((level - old) * (mask[from + i] & 255) * opacity >> 16));
      }
    }
  }

  /** A plate of ink, through which a little of the picture shows. */
  void plate(int x, int y, int w, int h, int opacity) {
    for (int r = y; r < y + h; r++) {
      for (int i = x; i < x + w; i++) {
        int old = luma[r * width + i] & 255;
        luma[r * width + i] = (byte) (old + ((24 - old) * opacity >> 8));
      }
    }
    for (int r = y / 2; r < (y + h) / 2; r++) {
      for (int i = x / 2; i < (x + w) / 2; i++) {
        int at = r * (width / 2) + i;
        blue[at] = mix(blue[at], (byte) 128, opacity);
        red[at] = mix(red[at], (byte) 128, opacity);
      }
    }
  }

  /** A block of one grey; chroma is left to the plate below it. */
  void block(int x, int y, int w, int h, int level) {
    for (int r = y; r < y + h; r++) {
      for (int i = x; i < x + w; i++) {
        luma[r * width + i] = (byte) level;
      }
    }
  }

  /** The part of a picture that fills the frame, in the picture's pixels. */
  record View(double left, double top, double width, double height) {
    /** The widest view of this shape inside the picture, shrunk by zoom, centred on fractions. */
    static View of(Picture picture, Canvas shape, double zoom, double centreX, double centreY) {
      double fit =
          Math.min(
              (double) picture.width() / shape.width, (double) picture.height() / shape.height);
      double w = shape.width * fit / zoom;
      double h = shape.height * fit / zoom;
      double l = Math.max(0, Math.min(picture.width() - w, centreX * picture.width() - w / 2));
      double t = Math.max(0, Math.min(picture.height() - h, centreY * picture.height() - h / 2));
      return new View(l, t, w, h);
    }

    /** Where a point of the picture lies on the frame. */
    int frameX(double pictureX, Canvas shape) {
      return (int) Math.round((pictureX - left) * shape.width / width);
    }

    int frameY(double pictureY, Canvas shape) {
      return (int) Math.round((pictureY - top) * shape.height / height);
    }
  }
}
