"""blender -b --python render.py -- OUT PERCENT SAMPLES [product[:shot] ...]"""

import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import goods
import studio

out, percent, samples, *wanted = sys.argv[sys.argv.index('--') + 1:]
os.makedirs(out, exist_ok=True)
for product, shots in goods.SHOTS.items():
    for shot, (build, where, target, distance, azimuth, elevation, lens, fstop, w, h) in shots.items():
        if wanted and product not in wanted and f'{product}:{shot}' not in wanted and f':{shot}' not in wanted:
            continue
        began = time.time()
        studio.reset()
        studio.paper_studio() if where == 'paper' else studio.market_table()
        build()
        studio.camera(target, distance, azimuth, elevation, lens)
        path = os.path.join(out, f'{product}-{shot}.png')
        studio.render(path, w, h, int(samples) * (2 if product in goods.SCATTERING else 1), int(percent), goods.EXPOSURE[where],
                      product not in goods.SCATTERING, (lens, fstop, distance))
        print(f'ART {product}-{shot} {time.time() - began:.1f}s', flush=True)
