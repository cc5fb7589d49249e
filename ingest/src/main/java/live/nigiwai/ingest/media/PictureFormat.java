package live.nigiwai.ingest.media;

/**
 * What the sequence parameter set says about the pictures.
 *
 * @param width coded samples per line after cropping
 * @param height lines after cropping
 * @param aspectWidth sample aspect ratio, width part (1 where it is not stated)
 * @param aspectHeight sample aspect ratio, height part
 * @param framesPerSecond the stated rate, 0 where it is not stated
 */
public record PictureFormat(
    int width,
    int height,
    int aspectWidth,
    int aspectHeight,
    int chromaFormat,
    int bitDepth,
    double framesPerSecond) {

  /** Width on a screen with square pixels. */
  public int displayWidth() {
    return (int) Math.round((double) width * aspectWidth / aspectHeight);
  }

  /** 4:2:0 with 8 bits: the only kind every phone plays. */
  public boolean playsEverywhere() {
    return chromaFormat == 1 && bitDepth == 8;
  }
}
