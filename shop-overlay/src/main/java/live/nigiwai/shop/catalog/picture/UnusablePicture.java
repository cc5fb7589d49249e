package live.nigiwai.shop.catalog.picture;

import live.nigiwai.runtime.http.ApiProblem;

/** Why a picture cannot be used, in words for whoever sent it. */
final class UnusablePicture {
  private UnusablePicture() {}

  static ApiProblem because(String code, String ja, String en) {
    return new ApiProblem(422, code, ja, en, false).with("field", "picture");
  }

  static ApiProblem tooLarge() {
    return because(
        "picture_too_large",
        "画像は%dMBまでです。".formatted(PictureWorks.BYTES_MAX >> 20),
        "A picture has up to %d MB.".formatted(PictureWorks.BYTES_MAX >> 20));
  }

  static ApiProblem tooManyPixels() {
    return because(
        "picture_too_large",
        "画像が大きすぎます。長辺12,000ピクセル、4,000万画素以下にしてください。",
        "The picture is too large: up to 12,000 pixels a side and 40 million in all.");
  }

  static ApiProblem tooNarrow() {
    return because(
        "picture_shape",
        "画像は短辺16ピクセル以上、縦横比は1対5までにしてください。",
        "A picture has at least 16 pixels a side, and one side is at most five times the other.");
  }

  static ApiProblem unknown() {
    return because(
        "picture_type", "JPEG・PNG・WebPの画像を選んでください。", "Choose a JPEG, PNG or WebP picture.");
  }

  static ApiProblem broken() {
    return because(
        "picture_broken",
        "画像を読み取れませんでした。RGBのJPEG・PNG・WebPで保存し直してください。",
        "The picture cannot be read. Save it again as an RGB JPEG, PNG or WebP.");
  }

  /** One answer for everything that may happen on the way, so that nothing can be probed. */
  static ApiProblem unreachable() {
    return because(
        "picture_unreachable",
        "このURLから画像を取得できませんでした。公開されたhttpsの画像のURLか、ファイルを指定してください。",
        "No picture could be had from this address. Give the https address of a public picture, or"
            + " a file.");
  }
}
