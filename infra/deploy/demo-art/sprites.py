#!/usr/bin/env python3
"""Draws lettering (labels, signs, noren, title, digits) with Chromium, so that no font is needed at run time.

python3 sprites.py            all of it; needs chromium and the Noto CJK fonts
"""

import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMME = os.path.join(HERE, '../../../web/src/main/resources/demo/programme')
SERIF, SANS = "'Noto Serif CJK JP'", "'Noto Sans CJK JP'"
INK, PAPER, VERMILION, INDIGO, GOLD = '#1B1A1D', '#FBF9F6', '#C7331D', '#23407A', '#9A6B12'

# Designed for a 720 x 1280 picture; the programme scales them once when it starts.
SIGNS = [  # product, ordinal, name, line
    ('kyusu', '一', '急須', '最後の一滴まで切れる'),
    ('yunomi', '二', '夫婦湯のみ', '手で浸し掛けた二客'),
    ('keyaki-tray', '三', '欅の丸盆', '一枚板をろくろ挽き'),
    ('yuzu-marmalade', '四', '柚子マーマレード', '柚子と砂糖と果汁だけ'),
    ('santoku', '五', '三徳包丁', '三層鋼と楢の八角柄'),
    ('linen-shirt', '六', 'リネンシャツ', '三度洗いのやわらかさ'),
    ('canvas-tote', '七', '帆布のトート', '八号帆布、自立する'),
    ('glass-lamp', '八', 'ガラスランプ', '畝入りの琥珀ガラス'),
]


def draw(path, width, height, body, style=''):
    page = f'''<html><head><meta charset="utf-8"><style>*{{margin:0;box-sizing:border-box}}
body{{width:{width}px;height:{height}px;position:relative;overflow:hidden;{style}}}</style></head><body>{body}</body></html>'''
    with tempfile.NamedTemporaryFile('w', suffix='.html', delete=False, encoding='utf-8') as file:
        file.write(page)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    subprocess.run(['chromium', '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars',
                    '--default-background-color=00000000', f'--window-size={width},{height}',
                    f'--screenshot={path}', 'file://' + file.name],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.unlink(file.name)
    print(os.path.relpath(path, HERE))


def centred(top, size, text, family=SERIF, weight=400, spacing=0.0, colour=INK):
    return (f'<div style="position:absolute;left:0;right:0;top:{top}px;text-align:center;'
            f'font:{weight} {size}px {family};line-height:1.1;letter-spacing:{spacing}em;'
            f'text-indent:{spacing}em;color:{colour}">{text}</div>')


def labels():
    draw(f'{HERE}/sprites/label.png', 600, 340,
         '<div style="position:absolute;inset:14px;border:2px solid #b8862c"></div>'
         + centred(38, 24, '手むき・直火炊き', spacing=.3, colour=GOLD)
         + centred(84, 104, '柚子', weight=700, spacing=.12)
         + centred(208, 38, 'マーマレード', spacing=.16)
         + centred(272, 20, 'YUZU MARMALADE　150 g', spacing=.2, colour='#6b5a3c'), 'background:#f6efdf')
    draw(f'{HERE}/sprites/tag.png', 300, 300,
         centred(18, 170, '賑', weight=700, colour=VERMILION)
         + centred(224, 30, 'NIGIWAI', spacing=.2), 'background:#f4ecdc')


def signs():
    for product, ordinal, name, line in SIGNS:
        size = 58 if len(name) <= 6 else 50
        height = max(330, 130 + int(len(name) * size * 1.08), 120 + int(len(line) * 27)) + 24
        body = f'''<div style="position:absolute;left:8px;right:8px;top:0;height:{height - 14}px;background:{PAPER};
border-radius:3px;box-shadow:0 4px 10px rgba(27,26,29,.34)"></div>
<div style="position:absolute;left:16px;right:16px;top:8px;height:{height - 30}px;border:1px solid rgba(154,107,18,.45)"></div>
<div style="position:absolute;left:50%;margin-left:-22px;top:22px;width:44px;height:64px;border-radius:4px;background:{VERMILION};
color:#fff;font:700 25px {SERIF};line-height:29px;text-align:center;padding-top:3px">其<br>{ordinal}</div>
<div style="position:absolute;right:22px;top:106px;writing-mode:vertical-rl;font:700 {size}px {SERIF};line-height:1;
letter-spacing:.06em;color:{INK};white-space:nowrap">{name}</div>
<div style="position:absolute;left:22px;top:114px;writing-mode:vertical-rl;font:400 23px {SERIF};line-height:1;letter-spacing:.1em;
color:#5c564e;white-space:nowrap">{line}</div>'''
        draw(f'{PROGRAMME}/sign-{product}.png', 148, height, body)


def noren():
    panels = ''.join(
        f'<div style="position:absolute;left:{i * 180 + 2}px;top:10px;width:176px;height:112px;'
        f'background:linear-gradient(180deg,#1c3466 0,#23407A 55%,#1d3669 100%);'
        f'box-shadow:inset 9px 0 12px rgba(0,0,0,.22),inset -9px 0 12px rgba(255,255,255,.07);border-radius:0 0 2px 2px;'
        f'color:{PAPER};font:700 62px {SERIF};line-height:106px;text-align:center">{c}</div>'
        for i, c in enumerate('賑わい市'))
    rod = '<div style="position:absolute;left:0;top:0;width:720px;height:14px;background:linear-gradient(180deg,#9a6b3c,#4b2f18)"></div>'
    draw(f'{PROGRAMME}/noren.png', 720, 130, panels + rod)


def title():
    body = f'''<div style="position:absolute;inset:14px;background:rgba(251,249,246,.94);border-radius:6px;box-shadow:0 8px 14px rgba(27,26,29,.30)"></div>
<div style="position:absolute;inset:26px;border:1px solid rgba(154,107,18,.5)"></div>''' \
        + centred(66, 30, '職人の台所から、八つの品', spacing=.14, colour='#5c564e') \
        + centred(134, 112, '賑わい市', weight=700, spacing=.06) \
        + centred(292, 28, '見て、聞いて、その場で買える', spacing=.1) \
        + f'''<div style="position:absolute;left:50%;margin-left:-66px;top:352px;width:132px;height:44px;border-radius:22px;background:{VERMILION};
color:#fff;text-align:center;font:700 24px {SANS};line-height:42px;letter-spacing:.1em">生配信</div>'''
    draw(f'{PROGRAMME}/title.png', 580, 440, body)


def digits():
    cells = ''.join(f'<div style="position:absolute;left:{i * 16}px;top:0;width:16px;height:32px;text-align:center;'
                    f'font:700 27px {SANS};line-height:31px;color:#fff">{c}</div>' for i, c in enumerate('0123456789:.'))
    draw(f'{PROGRAMME}/digits.png', 192, 32, cells)


if __name__ == '__main__':
    labels()
    signs()
    noren()
    title()
    digits()
