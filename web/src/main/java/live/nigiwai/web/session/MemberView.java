package live.nigiwai.web.session;

import live.nigiwai.shop.member.Member;

/** What members see of their own account. */
record MemberView(String email, boolean hasPassword) {
  static MemberView of(Member member) {
    return new MemberView(member.email(), member.hasPassword());
  }
}
