package live.nigiwai.web.show;

import live.nigiwai.show.ShowId;

/**
 * What a show is, apart from everything that happens in it.
 *
 * @param sponsored whether the PR label stands over the picture (景品表示法 第5条第3号)
 * @param keyVersion raised to make every earlier stream key worthless
 * @param rehearsal whether what its encoders publish now is hidden from viewers
 */
public record Show(
    ShowId id,
    String title,
    String titleEn,
    String presenter,
    String description,
    boolean sponsored,
    int keyVersion,
    boolean rehearsal) {}
