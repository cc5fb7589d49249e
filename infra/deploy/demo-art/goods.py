"""The eight goods of the demo shop. Each function builds one product; SHOTS says how it is seen."""

import math
import os

import bpy
from mathutils import Vector

import studio as s

HERE = os.path.dirname(os.path.abspath(__file__))
WHITE = (0.86, 0.84, 0.79)
INDIGO = (0.012, 0.030, 0.088)
CLAY = (0.42, 0.27, 0.17)
TEA = (0.36, 0.42, 0.06)


# ---------------------------------------------------------------- 急須


def teapot(colour, rim=None, at=(0, 0, 0), turn=0):
    body = s.glaze('body', colour, (0.25, 0.19, 0.13), speckle=0.5 if colour is WHITE else 0.0)
    parts = []
    wall = [(0, 0.02), (0.42, 0.02), (0.46, 0), (0.46, 0), (0.5, 0.0), (0.54, 0.06), (0.78, 0.22),
            (0.93, 0.52), (0.88, 0.82), (0.66, 1.03), (0.48, 1.09), (0.46, 1.09), (0.45, 1.05),
            (0.6, 0.98), (0.82, 0.78), (0.86, 0.52), (0.7, 0.26), (0, 0.1)]
    ridges = lambda a, r, z: r + 0.0035 * math.sin(z * 62) * (1 if 0.15 < z < 0.95 else 0)
    parts.append(s.lathe('pot', wall, body, radius_at=ridges))
    lid = [(0.52, 1.085), (0.53, 1.10), (0.52, 1.12), (0.40, 1.165), (0.2, 1.205), (0.085, 1.225),
           (0.07, 1.25), (0.08, 1.28), (0.135, 1.33), (0.14, 1.37), (0.1, 1.41), (0, 1.42)]
    parts.append(s.lathe('lid', lid, body))
    spout = [(0, -0.72, 0.50), (0, -0.95, 0.60), (0, -1.16, 0.80), (0, -1.30, 1.0), (0, -1.38, 1.08)]
    parts.append(s.tube('spout', spout, [0.24, 0.17, 0.115, 0.092, 0.10], body))
    hole = s.plain('hole', (0.02, 0.015, 0.01), 0.8)
    parts.append(s.tube('hole', [(0, -1.37, 1.07), (0, -1.392, 1.092)], [0.06, 0.06], hole))
    grip = [(0.74, 0, 0.60), (0.98, 0, 0.70), (1.28, 0, 0.84), (1.62, 0, 1.0), (1.74, 0, 1.05)]
    parts.append(s.tube('grip', grip, [0.15, 0.11, 0.118, 0.155, 0.145], body))
    parts.append(s.lathe('cap', [(0.146, 0), (0.13, 0.03), (0.06, 0.05), (0, 0.052)], body, 48))
    parts[-1].location = (1.735, 0, 1.048)
    parts[-1].rotation_euler = (0, math.radians(65), 0)
    return s.group(parts, at, (0, 0, turn))


def cup(lower, upper, edge=0.45, at=(0, 0, 0), tea=True, scale=1.0, tall=1.0, turn=0):
    wall = [(0, 0.05), (0.24, 0.05), (0.26, 0), (0.26, 0), (0.31, 0), (0.32, 0.06), (0.37, 0.16),
            (0.42, 0.40), (0.425, 0.66), (0.435, 0.86), (0.425, 0.872), (0.412, 0.86),
            (0.395, 0.66), (0.39, 0.40), (0.3, 0.16), (0, 0.12)]
    wall = [(r, z * tall) for r, z in wall]
    dent = lambda a, r, z: r * (1 + 0.010 * math.sin(a * 3 + z * 2)) + 0.0022 * math.sin(z * 70)
    skin = s.dipped('skin', lower, upper, edge * tall, CLAY, 0.075)
    parts = [s.lathe('cup', wall, skin, radius_at=dent)]
    if tea:
        green = s.plain('tea', TEA, 0.06, Transmission=0.35, IOR=1.33)
        parts.append(s.lathe('tea', [(0, 0.70 * tall), (0.3, 0.70 * tall), (0.396, 0.70 * tall)],
                             green, 96, smooth_profile=False))
    return s.group(parts, at, (0, 0, turn), scale)


def kyusu_white():
    teapot(WHITE, turn=-56)


def kyusu_indigo():
    teapot(INDIGO, turn=-56)


def kyusu_both():
    teapot(INDIGO, at=(0.75, 1.9, 0), turn=-20)
    teapot(WHITE, at=(-0.35, 0, 0), turn=-58)


def kyusu_table():
    teapot(WHITE, at=(-0.15, 0.2, 0), turn=-56)
    cup(WHITE, INDIGO, 0.5, (0.62, -1.30, 0), scale=0.8)


# ---------------------------------------------------------------- 湯のみ


def cups():
    cup(WHITE, INDIGO, 0.42, (-0.48, 0.1, 0), tall=1.08, scale=1.15)
    cup(INDIGO, WHITE, 0.40, (0.52, -0.16, 0), scale=1.0, tall=0.98, turn=40)


def cups_table():
    cups()
    teapot(WHITE, at=(0.85, 2.6, 0), turn=-50)


# ---------------------------------------------------------------- 三徳包丁


def knife(at=(0, 0, 0), turn=0):
    """Lies flat: the edge towards -y, the point towards +x."""
    length, height = 1.75, 0.46

    def spine(x):
        t = x / length
        return 0.0 if t < 0.62 else -0.40 * ((t - 0.62) / 0.38) ** 2.3

    def edge(x):
        t = x / length
        return -height + 0.02 * t + (0.0 if t < 0.5 else 0.039 * ((t - 0.5) / 0.5) ** 2.2)

    body = s.steel('flat', 0.34, (1.2, 42, 1), (0.36, 0.37, 0.39))
    ground = s.steel('ground', 0.26, (1.2, 42, 1), (0.62, 0.63, 0.64))
    n, rows = 300, 96

    def surface(top):
        def at_uv(u, v):
            x = length * u
            a, b = spine(x), edge(x)
            y = a + (b - a) * v
            thick = 0.022 * (1 - v) ** 0.6 + 0.001
            return (x, y, (1 if top else -1) * thick * (1 - u * 0.4) + 0.024)
        return at_uv

    parts = []
    for top in (True, False):
        half = s.sheet('blade', n, rows, surface(top), body)
        half.data.materials.append(ground)
        for index, face in enumerate(half.data.polygons):
            i, j = index % n, index // n
            line = 0.73 + 0.030 * math.sin(i * 0.132) + 0.018 * math.sin(i * 0.284 + 1)
            if (j + .5) / rows > line:
                face.material_index = 1
        parts.append(half)
    horn = s.plain('horn', (0.020, 0.015, 0.012), 0.22, Clearcoat=0.5)
    oak = s.wood('oak', (0.50, 0.29, 0.135), (0.26, 0.125, 0.05), (1.6, 1.6, 1.6), (0, 0, 0), 0.46)

    def grip(name, x0, x1, r0, r1, skin):
        profile = [(0, x0), (r0, x0), (r0 * 1.02, x0 + 0.01), (r1, x1 - 0.03), (r1 * 0.93, x1), (0, x1)]
        thing = s.lathe(name, profile, skin, 8, smooth_profile=False)
        thing.rotation_euler = (math.radians(22.5), math.radians(-90), 0)
        thing.rotation_mode = 'XYZ'
        thing.location = (0, -0.20, 0.125)
        thing.scale = (1, 0.86, 1)
        bevel = thing.modifiers.new('bevel', 'BEVEL')
        bevel.width, bevel.segments = 0.012, 3
        thing.data.auto_smooth_angle = math.radians(30)
        return thing

    neck = s.box('neck', (0.16, 0.15, 0.03), (-0.06, -0.20, 0.03), body, 0.006)
    parts += [neck, grip('horn', 0.10, 0.36, 0.112, 0.116, horn), grip('oak', 0.355, 1.42, 0.116, 0.136, oak)]
    return s.group(parts, at, (0, 0, turn))


def chopping_board(at=(0, 0, 0), turn=0):
    hinoki = s.wood('hinoki', (0.80, 0.60, 0.38), (0.64, 0.42, 0.23), (0.9, 0.9, 0.9), (0, 0, 0), 0.6, 0.6, 0.5)
    return s.group([s.box('board', (3.9, 1.75, 0.26), (0, 0, 0.13), hinoki, 0.055)], at, (0, 0, turn))


def yuzu(at, radius=0.32, seed=0.0, leaf=True):
    skin = s.Nodes('yuzu').set(Roughness=0.38, Specular=0.45, Subsurface=0.08)
    skin.shader.inputs['Subsurface Color'].default_value = (0.95, 0.62, 0.05, 1)
    p = skin.place()
    skin.link(skin.ramp(skin.noise(p, 2.0, 4), [(0.3, (0.80, 0.43, 0.012)), (0.7, (0.88, 0.56, 0.022))]),
              skin.shader.inputs['Base Color'])
    skin.bump(skin.noise(p, 15, 1), 0.28, 0.03)
    profile = [(0, -0.90), (0.45, -0.86), (0.86, -0.5), (1.0, 0), (0.88, 0.5), (0.5, 0.80), (0.16, 0.86), (0, 0.80)]
    lumpy = lambda a, r, z: r * (1 + 0.035 * s.wrinkle(math.cos(a) * 1.6 + seed, math.sin(a) * 1.6, z * 1.4))
    ball = s.lathe('yuzu', profile, skin.material, 96, lumpy)
    parts = [ball]
    stalk = s.plain('stalk', (0.16, 0.19, 0.05), 0.7)
    parts.append(s.tube('stalk', [(0, 0, 0.78), (0.01, 0, 0.90), (0.04, 0, 0.98)], 0.055, stalk, 10))
    if leaf:
        green = s.Nodes('leaf').set(Base_Color=(0.03, 0.105, 0.022, 1), Roughness=0.34, Specular=0.5)
        green.bump(green.wave(green.place(), 7, 1, 'X'), 0.1, 0.02)

        def leaf_at(u, v):
            w = 0.36 * math.sin(math.pi * min(u, 1) ** 0.85) * (v - 0.5) * 2
            return (u * 1.5 + 0.02, w, 0.95 + 0.22 * math.sin(u * 2.5) - 0.35 * u * u + 0.35 * abs(w))
        parts.append(s.sheet('leaf', 30, 12, leaf_at, green.material, 0.012))
    g = s.group(parts, (at[0], at[1], at[2] + 0.88 * radius), (10 * math.sin(seed * 5), 12, seed * 100), radius)
    return g


def knife_on_board():
    chopping_board((0, 0, 0), 14)
    g = knife((-0.05, 0.22, 0.262), 20)
    return g


def knife_alone():
    knife((-0.05, 0.2, 0.0), 24)


def knife_table():
    chopping_board((0, 0, 0), 30)
    knife((-0.25, 0.12, 0.262), 36)
    yuzu((0.75, 1.15, 0.0), 0.32, 0.7)
    yuzu((1.35, 1.6, 0.0), 0.30, 1.9, False)


# ---------------------------------------------------------------- 柚子マーマレード


def jar(at=(0, 0, 0), turn=0):
    outer = [(0, 0.0), (0.40, 0.0), (0.44, 0.03), (0.45, 0.08), (0.45, 0.78), (0.43, 0.87), (0.375, 0.93), (0.375, 0.99)]
    inner = [(0.345, 0.99), (0.345, 0.93), (0.40, 0.86), (0.418, 0.78), (0.418, 0.10), (0.39, 0.06), (0, 0.055)]
    parts = [s.lathe('jar', outer + inner, s.glass('glass', (1, 1, 1), 0.0))]
    fill = s.Nodes('marmalade').set(Roughness=0.12, Transmission=0.25, IOR=1.40, Specular=0.4)
    p = fill.place((1, 1, 1))
    curl = fill.wave(p, 3.4, 9.0, 'Z', 3)
    body = fill.ramp(curl, [(0.15, (0.72, 0.27, 0.012)), (0.62, (0.93, 0.50, 0.03)), (0.86, (0.96, 0.70, 0.12)), (0.95, (0.82, 0.36, 0.015))])
    fill.link(body, fill.shader.inputs['Base Color'])
    fill.link(body, fill.shader.inputs['Emission'])
    fill.shader.inputs['Emission Strength'].default_value = 0.22
    fill.bump(curl, 0.25, 0.03)
    parts.append(s.lathe('fill', [(0, 0.062), (0.385, 0.066), (0.412, 0.105), (0.412, 0.77), (0.395, 0.85),
                                  (0.36, 0.90), (0, 0.905)], fill.material))
    gold = s.steel('gold', 0.28, (8, 8, 30), (0.86, 0.66, 0.34))
    lid = [(0, 1.13), (0.36, 1.13), (0.385, 1.12), (0.40, 1.10), (0.40, 0.965), (0.392, 0.955), (0.38, 0.955)]
    grooves = lambda a, r, z: r + (0.006 * (math.sin(a * 90) > 0) if 0.97 < z < 1.085 and r > 0.39 else 0)
    parts.append(s.lathe('lid', lid, gold, 360, grooves))
    parts.append(s.lathe('disc', [(0, 1.1345), (0.30, 1.1345), (0.31, 1.131)], s.plain('paper', (0.85, 0.80, 0.70), 0.8)))
    label = s.printed('label', os.path.join(HERE, 'sprites', 'label.png'))

    def wrap(u, v):
        a = math.radians(-90 - 62 + 124 * u)
        return (0.4535 * math.cos(a), 0.4535 * math.sin(a), 0.155 + 0.56 * v)
    parts.append(s.sheet('label', 60, 2, wrap, label))
    return s.group(parts, at, (0, 0, turn))


def marmalade():
    jar((-0.12, 0, 0), 6)
    yuzu((0.62, 0.12, 0), 0.30, 0.4)
    yuzu((0.42, -0.46, 0), 0.26, 2.1, False)


def marmalade_table():
    jar((-0.22, 0, 0), 8)
    yuzu((0.58, 0.22, 0), 0.32, 0.4)
    yuzu((0.42, -0.46, 0), 0.28, 2.1, False)
    yuzu((-0.75, 0.75, 0), 0.30, 3.3)


# ---------------------------------------------------------------- ガラスランプ


def lamp(at=(0, 0, 0), power=26.0):
    walnut = s.wood('walnut', (0.26, 0.135, 0.065), (0.085, 0.038, 0.017), (1.2, 1.2, 1.2), (0, 0, 30), 0.4)
    brass = s.steel('brass', 0.22, (30, 30, 2), (0.83, 0.62, 0.30))
    parts = [s.lathe('foot', [(0, 0.0), (0.62, 0.0), (0.645, 0.02), (0.65, 0.06), (0.63, 0.14), (0.58, 0.175), (0, 0.18)], walnut)]
    parts.append(s.lathe('stem', [(0, 0.18), (0.17, 0.18), (0.17, 0.20), (0.06, 0.235), (0.045, 0.27), (0.045, 0.98),
                                  (0.07, 1.0), (0.13, 1.02), (0.13, 1.17), (0.10, 1.2), (0, 1.2)], brass, smooth_profile=False))
    shade = [(0.86, 0.90), (0.87, 0.96), (0.84, 1.15), (0.74, 1.45), (0.55, 1.72), (0.30, 1.90), (0.13, 1.955), (0.13, 1.955),
             (0.12, 1.93), (0.28, 1.875), (0.52, 1.70), (0.71, 1.44), (0.81, 1.15), (0.84, 0.96), (0.845, 0.90), (0.86, 0.90)]
    flute = lambda a, r, z: r * (1 + 0.030 * math.sin(a * 22) * min(1, max(0, (1.95 - z) * 3)))
    n = s.Nodes('shade').set(Base_Color=(1.0, 0.80, 0.50, 1), Roughness=0.10, Transmission=1.0, IOR=1.45)
    glassy = n.shader
    lit = n.add('ShaderNodeBsdfTranslucent')
    lit.inputs['Color'].default_value = (1.0, 0.72, 0.38, 1)
    lantern = n.add('ShaderNodeEmission', Strength=0.55)
    p = n.place()
    split = n.add('ShaderNodeSeparateXYZ')
    n.link(p, split.inputs[0])
    n.link(n.ramp(n.math('SUBTRACT', split.outputs['Z'], 0.9), [(0.0, (0.95, 0.50, 0.16)), (0.35, (1.0, 0.74, 0.40)), (1.0, (0.55, 0.24, 0.07))]),
           lantern.inputs['Color'])
    a = n.add('ShaderNodeMixShader', Fac=0.22)
    n.link(glassy.outputs[0], a.inputs[1])
    n.link(lit.outputs[0], a.inputs[2])
    b = n.add('ShaderNodeMixShader', Fac=0.24)
    n.link(a.outputs[0], b.inputs[1])
    n.link(lantern.outputs[0], b.inputs[2])
    path = n.add('ShaderNodeLightPath')
    clear = n.add('ShaderNodeBsdfTransparent')
    clear.inputs['Color'].default_value = (1.0, 0.80, 0.52, 1)
    c = n.add('ShaderNodeMixShader')
    n.link(n.math('MAXIMUM', path.outputs['Is Shadow Ray'], path.outputs['Is Diffuse Ray']), c.inputs['Fac'])
    n.link(b.outputs[0], c.inputs[1])
    n.link(clear.outputs[0], c.inputs[2])
    n.link(c.outputs[0], n.out.inputs['Surface'])
    parts.append(s.lathe('shade', shade, n.material, 416, flute))
    parts.append(s.lathe('cap', [(0.15, 1.94), (0.16, 1.96), (0.15, 1.985), (0.06, 2.0), (0.045, 2.03), (0.055, 2.06), (0.03, 2.09), (0, 2.095)], brass))
    bulb = s.glow('bulb', (1.0, 0.72, 0.40), 14)
    ball = s.lathe('bulb', [(0, 1.14), (0.08, 1.18), (0.15, 1.28), (0.19, 1.40), (0.15, 1.52), (0, 1.58)], bulb, 48)
    ball.visible_shadow = False
    ball.visible_diffuse = False
    parts.append(ball)
    point = bpy.data.lights.new('point', 'POINT')
    point.energy, point.color, point.shadow_soft_size = power, (1.0, 0.70, 0.40), 0.15
    thing = bpy.data.objects.new('point', point)
    thing.location = (0, 0, 1.36)
    bpy.context.scene.collection.objects.link(thing)
    parts.append(thing)
    cord = s.plain('cord', (0.03, 0.02, 0.015), 0.7)
    parts.append(s.tube('cord', [(0.3, 0.52, 0.04), (0.55, 0.95, 0.03), (1.0, 1.25, 0.03), (1.7, 1.35, 0.03), (3.4, 1.9, 0.03), (7, 2.4, 0.03)], 0.026, cord, 12))
    return s.group(parts, at)


def lamp_studio():
    lamp()


def lamp_table():
    lamp((0, 0, 0), 60)


# ---------------------------------------------------------------- 帆布トート


def tote(colour, handle, at=(0, 0, 0), turn=0, seed=0.0):
    canvas = s.cloth('canvas', colour, 46, 0.84, 0.5, 0.3)
    strap = s.cloth('strap', handle, 30, 0.8, 0.5, 0.3, 'Object')
    thread = s.plain('thread', tuple(min(c * 1.5 + .12, .9) for c in handle), 0.8)
    w, d, h = 1.62, 0.55, 2.35
    ring = []
    corner = 0.20
    for cx, cy, a0 in ((w - corner, -d + corner, -90), (w - corner, d - corner, 0), (-w + corner, d - corner, 90), (-w + corner, -d + corner, 180)):
        for k in range(11):
            a = math.radians(a0 + 9 * k)
            ring.append((cx + corner * math.cos(a), cy + corner * math.sin(a)))
    dense, total = [], 0
    for i in range(len(ring)):
        x0, y0 = ring[i]
        x1, y1 = ring[(i + 1) % len(ring)]
        m = max(1, int(math.hypot(x1 - x0, y1 - y0) / 0.035))
        dense += [(x0 + (x1 - x0) * k / m, y0 + (y1 - y0) * k / m) for k in range(m)]
    nu = len(dense)

    def wall(u, v):
        x, y = dense[int(round(u * nu)) % nu]
        z = h * v
        t = v
        pinch = 1 - 0.50 * t ** 1.5 * (1 - 0.2 * t)
        wide = 1 + 0.035 * t
        side = abs(x) / w
        fold = 0.16 * t * max(0, side - 0.82) / 0.18 * (1 - abs(y) / d)
        fx = x * wide - math.copysign(fold, x) * 1.6
        sag = 0.045 * s.wrinkle(x * 1.3 + seed, z * 1.1, y * 2) + 0.020 * s.wrinkle(x * 3 + seed, z * 2.4, y * 2 + 4)
        belly = 0.09 * math.sin(math.pi * min(1, v * 1.15)) * (1 - side ** 2)
        fy = (y * pinch) + math.copysign(belly, y) + sag
        top = 0.035 * math.cos(x * 1.9) * t ** 3
        return (fx + 0.3 * sag * (side > 0.9), fy, z - top)

    bag = s.sheet('bag', nu, 90, wall, canvas)
    solid = bag.modifiers.new('thick', 'SOLIDIFY')
    solid.thickness = 0.025
    parts = [bag]
    parts.append(s.plate('bottom', [(x * 0.99, y * 0.99) for x, y in dense], 0.02, canvas, 0))

    def hem(u, v):
        x, y, z = wall(u, 0.945 + 0.058 * v)
        grow = 1.010
        return (x * grow, y + math.copysign(0.016, y), z)
    band = s.sheet('hem', nu, 4, hem, s.cloth('hem', tuple(c * 0.97 for c in colour), 46, 0.84, 0.5, 0.3), 0.03)
    parts.append(band)
    for face in (-1, 1):
        def strap_at(u, v, face=face):
            t = u
            if t < 0.36:
                k = t / 0.36
                x, z = -0.62, 0.30 + (h - 0.30) * k
            elif t > 0.64:
                k = (1 - t) / 0.36
                x, z = 0.62, 0.30 + (h - 0.30) * k
            else:
                a = math.pi * (t - 0.36) / 0.28
                x, z = -0.62 * math.cos(a), h + 1.10 * math.sin(a) ** 0.8
            x += (v - 0.5) * 0.23 * (1 if t < 0.36 else -1)
            vv = min(max(z / h, 0), 1)
            near = min(range(nu), key=lambda i: abs(dense[i][0] - x) + (10 if dense[i][1] * face < 0 else 0) + abs(abs(dense[i][1]) - d) * 4)
            y = wall(near / nu, vv)[1]
            if z > h:
                rise = (z - h)
                y = y - face * (0.07 * rise) + face * 0.02
                if 0.36 < t < 0.64:
                    a = math.pi * (t - 0.36) / 0.28
                    across = (v - 0.5) * 0.23
                    x = -(0.62 - across) * math.cos(a) if face else x
                    z = h + (1.10 - across * 0) * math.sin(a) ** 0.8 - across * math.sin(a)
            return (x, y + face * 0.030, z)
        parts.append(s.sheet('strap', 240, 4, strap_at, strap, 0.034))
        for x0 in (-0.62, 0.62):
            for z0, z1, dx0, dx1 in ((0.40, 0.40, -.09, .09), (2.16, 2.16, -.09, .09), (1.96, 1.96, -.09, .09), (1.96, 2.16, -.09, .09), (1.96, 2.16, .09, -.09), (0.40, 2.16, -.09, -.09), (0.40, 2.16, .09, .09)):
                count = max(4, int(math.hypot(z1 - z0, dx1 - dx0) / 0.052))
                for k in range(count):
                    a, b = k / count, (k + 0.62) / count
                    pts = []
                    for q in (a, b):
                        x, z = x0 + dx0 + (dx1 - dx0) * q, z0 + (z1 - z0) * q
                        near = min(range(nu), key=lambda i: abs(dense[i][0] - x0) + (10 if dense[i][1] * face < 0 else 0) + abs(abs(dense[i][1]) - d) * 4)
                        pts.append((x, wall(near / nu, z / h)[1] + face * 0.050, z))
                    parts.append(s.tube('stitch', pts, 0.0075, thread, 6))
    tag = s.printed('tag', os.path.join(HERE, 'sprites', 'tag.png'))
    y = min(wall(i / nu, 0.2)[1] for i in range(0, nu, 4)) - 0.03
    parts.append(s.sheet('tag', 2, 2, lambda u, v: (1.02 + 0.34 * u, y + 0.045 * u + .01, 0.36 + 0.34 * v), tag, 0.0))
    return s.group(parts, at, (0, 0, turn))


ECRU = (0.76, 0.68, 0.53)
NAVY = (0.014, 0.027, 0.068)


def tote_ecru():
    tote(ECRU, NAVY, turn=-18)


def tote_navy():
    tote(NAVY, (0.60, 0.50, 0.35), turn=-18, seed=3)


def tote_both():
    tote(NAVY, (0.60, 0.50, 0.35), at=(1.0, 1.7, 0), turn=-8, seed=3)
    tote(ECRU, NAVY, at=(-0.35, 0, 0), turn=-20)


# ---------------------------------------------------------------- リネンシャツ


def shirt(colour=(0.72, 0.76, 0.79), at=(0, 0, 0), turn=0):
    """Folded for the shelf: three layers, a stand-up collar laid flat, a placket with shell buttons."""
    linen = s.cloth('linen', colour, 92, 0.80, 0.55, 0.42)
    fine = s.cloth('linen-small', colour, 30, 0.80, 0.55, 0.42)
    shell = s.plain('shell', (0.80, 0.74, 0.65), 0.14, Clearcoat=0.7, Sheen=0.3)
    parts = []
    w, l = 1.28, 1.62

    def layer(z0, thick, ww, ll, seed, low=0.05):
        def at_uv(u, v):
            # The grid is denser at the rim, where cloth turns over.
            def ease(t):
                return 0.5 - 0.5 * math.cos(math.pi * t)
            x, y = (ease(u) * 2 - 1), (ease(v) * 2 - 1)
            # The square grid is drawn in to a rounded outline, so that no corner sticks out flat.
            far = max(abs(x), abs(y), 1e-9)
            pull = far / (abs(x) ** 9 + abs(y) ** 9 + 1e-60) ** (1 / 9)
            x, y = x * pull, y * pull
            h = max(0.0, 1 - far ** 7) ** 0.36
            soft = 0.020 * s.wrinkle(x * 2.1 + seed, y * 2.6, seed) + 0.010 * s.wrinkle(x * 5 + seed, y * 4, seed + 9)
            slack = 0.02 * s.wrinkle(y * 2 + seed, seed) * abs(x) + 0.02 * s.wrinkle(x * 2 + seed, 5) * abs(y)
            dip = -0.05 * math.exp(-((y - 1.0) / 0.25) ** 2) * math.exp(-(x / 0.35) ** 2)
            return (x * ww + slack, y * ll + slack, z0 + h * thick + soft * h + dip * h)
        return s.sheet('layer', 150, 170, at_uv, linen)

    parts += [layer(-0.015, 0.15, w * 1.012, l * 1.008, 3.1), layer(0.095, 0.14, w * 0.995, l * 1.0, 7.7), layer(0.20, 0.16, w, l * 0.992, 1.3)]
    top = 0.352

    def placket(u, v):
        y = -l * 0.965 + (l * 1.70) * v
        x = -0.15 + 0.30 * u
        edge = 0.012 * (1 - abs(u * 2 - 1) ** 8)
        round_off = -0.10 * max(0, (0.05 - v) / 0.05) ** 2
        return (x, y, top + 0.004 + edge + round_off + 0.010 * s.wrinkle(0, y * 2.2, 1))
    parts.append(s.sheet('placket', 16, 120, placket, fine, 0.014))
    for k in range(4):
        y = 0.82 - 0.62 * k
        button = s.lathe('button', [(0, 0.012), (0.03, 0.010), (0.05, 0.022), (0.062, 0.022), (0.066, 0.012), (0.06, 0)], shell, 48)
        button.location = (0, y, top + 0.028)
        parts.append(button)
        dark = s.plain('thread', (0.85, 0.84, 0.80), 0.8)
        for dx in (-0.014, 0.014):
            parts.append(s.tube('t', [(dx, y - 0.014, top + 0.042), (dx, y, top + 0.046), (dx, y + 0.014, top + 0.042)], 0.005, dark, 6))
        hole = [(-0.004, y - 0.085, top + 0.021), (0.0, y, top + 0.022), (0.004, y + 0.085, top + 0.021)]
        parts.append(s.tube('hole', hole, 0.006, dark, 6))

    # The collar: a band that stands up behind and a leaf on each side that folds down to the front.
    def band(u, v):
        a = math.radians(-128 + 256 * u)
        x, y = 0.50 * math.sin(a), 0.98 + 0.40 * math.cos(a)
        return (x * (1 + 0.06 * v), y, top - 0.03 + 0.24 * v * (0.35 + 0.65 * (math.cos(a) * 0.5 + 0.5)))
    parts.append(s.sheet('band', 90, 8, band, fine, 0.018))

    for side in (-1, 1):
        def leaf(u, v, side=side):
            # u runs from the nape to the point, v from the fold outwards
            a = math.radians(180 * 0.0 + 132 * u)
            fx, fy = 0.54 * math.sin(a), 0.98 + 0.43 * math.cos(a)
            fz = top + 0.02 + 0.215 * (math.cos(a) * 0.5 + 0.5)
            reach = 0.20 + 0.30 * u ** 2.4
            ox, oy = math.sin(a) * (1 - 0.35 * u), math.cos(a) - 0.95 * u ** 2
            m = math.hypot(ox, oy)
            x, y = fx + ox / m * reach * v, fy + oy / m * reach * v
            drop = (fz - top - 0.035) * min(1, v * 1.5) ** 1.4
            arch = 0.045 * math.sin(math.pi * min(1, v * 1.02)) + 0.012
            return (side * x, y, fz - drop + arch)
        parts.append(s.sheet('leaf', 70, 24, leaf, fine, 0.022))
    inside = s.plain('inside', tuple(c * 0.8 for c in colour), 0.95)
    parts.append(s.lathe('inside', [(0, 0), (0.47, 0.0)], inside, 48, smooth_profile=False))
    parts[-1].location = (0, 0.98, top - 0.012)
    parts[-1].scale = (1, 0.82, 1)
    tag = s.printed('neck', os.path.join(HERE, 'sprites', 'tag.png'))
    parts.append(s.sheet('tag', 2, 2, lambda u, v: (-0.13 + 0.26 * u, 1.235 + 0.045 * v, top + 0.0 + 0.16 * v), tag))
    return s.group(parts, at, (0, 0, turn))


def shirt_studio():
    shirt(turn=-16)


def shirt_table():
    shirt((0.60, 0.55, 0.44), (0.15, 1.2, 0), -22)
    shirt(at=(0.0, 0.2, 0.40), turn=-14)


# ---------------------------------------------------------------- 欅の丸盆


def tray(at=(0, 0, 0), tilt=(0, 0, 0)):
    keyaki = s.wood('keyaki', (0.52, 0.255, 0.095), (0.255, 0.092, 0.026), (0.75, 0.75, 0.75), (0, 0, 20), 0.30, 1.2, 0.9)
    keyaki.node_tree.nodes['Principled BSDF'].inputs['Clearcoat'].default_value = 0.35
    keyaki.node_tree.nodes['Principled BSDF'].inputs['Clearcoat Roughness'].default_value = 0.22
    profile = [(0, 0.045), (1.28, 0.045), (1.30, 0.0), (1.30, 0.0), (1.36, 0.0), (1.44, 0.05), (1.54, 0.17), (1.575, 0.235), (1.565, 0.262),
               (1.535, 0.255), (1.48, 0.16), (1.42, 0.115), (1.32, 0.098), (0, 0.095)]
    return s.group([s.lathe('tray', profile, keyaki, 256)], at, tilt)


def tray_studio():
    tray()
    cup(WHITE, INDIGO, 0.42, (0.42, 0.30, 0.097), scale=0.78)


def tray_table():
    tray((0, 0.2, 0))
    cup(WHITE, INDIGO, 0.42, (0.50, 0.35, 0.097), scale=0.80)
    cup(INDIGO, WHITE, 0.42, (-0.35, 0.75, 0.097), scale=0.74, turn=60)


# ---------------------------------------------------------------- how each is seen

# product: {shot: (build, set, target, distance, azimuth, elevation, lens, f-stop, width, height)}
# 1 = the shop's main picture, 2 = its close-up, stage = the programme's long shot.
SQUARE, TALL = (1000, 1000), (720, 1280)
SHOTS = {
    'kyusu': {
        '1': (kyusu_white, 'paper', (0.08, 0, 0.62), 6.6, 0, 20, 75, 0.5, *SQUARE),
        '2': (kyusu_both, 'paper', (-0.30, 0, 0.72), 5.6, -12, 24, 75, 0.22, *SQUARE),
        'stage': (kyusu_table, 'table', (0.22, 0, 0.86), 8.6, -4, 17, 75, 0.28, *TALL)},
    'yunomi': {
        '1': (cups, 'paper', (0.03, 0, 0.44), 5.0, 8, 24, 75, 0.4, *SQUARE),
        '2': (cups, 'paper', (0.36, -0.1, 0.62), 3.5, 24, 38, 80, 0.22, *SQUARE),
        'stage': (cups_table, 'table', (0.12, 0, 0.62), 6.9, -6, 18, 75, 0.24, *TALL)},
    'santoku': {
        '1': (knife_on_board, 'paper', (0.05, 0.05, 0.15), 9.6, 0, 48, 75, 0.6, *SQUARE),
        '2': (knife_on_board, 'paper', (0.30, 0.12, 0.27), 4.0, -24, 34, 80, 0.25, *SQUARE),
        'stage': (knife_table, 'table', (0.08, 0.25, 0.30), 8.8, 0, 38, 75, 0.30, *TALL)},
    'yuzu-marmalade': {
        '1': (marmalade, 'paper', (0.13, 0, 0.52), 4.6, 2, 16, 75, 0.45, *SQUARE),
        '2': (marmalade, 'paper', (0.06, 0, 0.56), 3.9, -14, 20, 80, 0.22, *SQUARE),
        'stage': (marmalade_table, 'table', (0.02, 0, 0.60), 5.7, 6, 16, 75, 0.24, *TALL)},
    'glass-lamp': {
        '1': (lamp_studio, 'paper', (0.0, 0, 1.02), 6.6, 0, 9, 75, 0.5, *SQUARE),
        '2': (lamp_studio, 'paper', (0.10, 0, 1.42), 4.8, 16, -2, 75, 0.28, *SQUARE),
        'stage': (lamp_table, 'table', (0.0, 0, 1.06), 6.7, 0, 9, 75, 0.28, *TALL)},
    'linen-shirt': {
        '1': (shirt_studio, 'paper', (0, 0.0, 0.15), 8.6, 0, 50, 75, 0.6, *SQUARE),
        '2': (shirt_studio, 'paper', (0.18, 0.72, 0.35), 4.3, 18, 42, 80, 0.28, *SQUARE),
        'stage': (shirt_table, 'table', (0.05, 0.35, 0.40), 9.2, 0, 42, 75, 0.35, *TALL)},
    'canvas-tote': {
        '1': (tote_ecru, 'paper', (0.0, 0, 1.62), 9.8, 4, 10, 75, 0.5, *SQUARE),
        '2': (tote_both, 'paper', (-0.55, 0, 1.95), 7.6, 6, 12, 80, 0.24, *SQUARE),
        'stage': (tote_both, 'table', (0.28, 0, 1.65), 12.8, 0, 10, 75, 0.30, *TALL)},
    'keyaki-tray': {
        '1': (tray_studio, 'paper', (0.0, 0, 0.20), 8.4, 0, 34, 75, 0.6, *SQUARE),
        '2': (tray_studio, 'paper', (0.55, -0.35, 0.16), 4.6, 26, 30, 80, 0.22, *SQUARE),
        'stage': (tray_table, 'table', (0.05, 0.2, 0.36), 8.2, 0, 28, 75, 0.28, *TALL)},
}

# Stops of exposure per set, and the goods whose thin glass must not be divided by its own colour.
EXPOSURE = {'paper': -0.22, 'table': 0.14}
SCATTERING = {'glass-lamp'}
