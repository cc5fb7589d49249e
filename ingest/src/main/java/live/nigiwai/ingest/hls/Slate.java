package live.nigiwai.ingest.hls;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import live.nigiwai.ingest.transcode.Rung;
import live.nigiwai.ingest.transcode.StillReel;
import live.nigiwai.ingest.transcode.TranscodeConfig;

/**
 * The picture that stands in for a publisher who is gone, encoded once for every rung.
 *
 * <p>The words are a picture of the program's own, so that no font is needed where it runs.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class Slate {
  /** Slow enough to cost nothing, and five of them make a part. */
  static final int FRAMES_PER_SECOND = 15;

  private static final Color INK = new Color(0x1b1a1d);
  private static final int SECONDS = 2;

  /** Share of the picture's width that the words take, and of its height at most. */
  private static final double WIDTH_SHARE = 0.8;

  private static final double HEIGHT_SHARE = 0.3;

  private final TranscodeConfig how;
  private final Map<String, StillReel> reels = new HashMap<>();
  private int width = 1280;
  private int height = 720;

  Slate(TranscodeConfig how) {
    this.how = how;
  }

  /** The shape of the pictures it stands in for, as displayed. */
  void standInFor(int displayWidth, int displayHeight) {
    if (displayWidth != width || displayHeight != height) {
      width = displayWidth;
      height = displayHeight;
      reels.clear();
    }
  }

  StillReel reel(Rung rung) {
    return reels.computeIfAbsent(rung.name(), name -> encode(rung));
  }

  private StillReel encode(Rung rung) {
    int[] size = StillReel.size(rung, width, height);
    BufferedImage picture = draw(size[0], size[1]);
    return StillReel.encode(rung, picture, FRAMES_PER_SECOND * SECONDS, FRAMES_PER_SECOND, how);
  }

  static BufferedImage draw(int width, int height) {
    BufferedImage words = words();
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D paint = picture.createGraphics();
    paint.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    paint.setColor(INK);
    paint.fillRect(0, 0, width, height);
    double scale =
        Math.min(width * WIDTH_SHARE / words.getWidth(), height * HEIGHT_SHARE / words.getHeight());
    int w = (int) (words.getWidth() * scale);
    int h = (int) (words.getHeight() * scale);
    paint.drawImage(words, (width - w) / 2, (height - h) / 2, w, h, null);
    paint.dispose();
    return picture;
  }

  private static BufferedImage words() {
    try (InputStream in = Slate.class.getResourceAsStream("slate.png")) {
      return ImageIO.read(Objects.requireNonNull(in, "slate.png is part of the program"));
    } catch (IOException e) {
      throw new UncheckedIOException("slate.png is part of the program", e);
    }
  }
}
