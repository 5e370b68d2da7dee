"""Mistakes of one place in the code: in what is drawn, told, and counted.

Each is a text of a module and the wrong one for it, as somebody would type it, planted
where it stands.  ``told`` changes only words and checks, ``drawn`` only the drawing, so
that one run of the demo is enough for all of them; ``run`` needs another.
"""

import ast
import sys
from importlib import import_module
from pathlib import Path

PLANTED = {
    ("epsilon-greedy", "demos.figures.epsilon_greedy"): [
        ("run", "optimal error is reward's", "= mean.error", "= agent.reward.error"),
        ("told", "words of another ε", "learning[i])", "learning[i - 1])"),
        ("drawn", "bands of one σ drawn", "[CONFIDENCE * mean", "[mean"),
        (
            "drawn",
            "ceiling drawn at the limit of ε=0.1",
            "best_value(result.parameters.arms",
            "limit_reward(result.parameters.arms, 0.1",
        ),
    ],
    ("epsilon-greedy", "demos.bandits.exact"): [
        ("run", "limit_optimal without ε/k", "epsilon + epsilon / k", "epsilon"),
        (
            "run",
            "best_value of k-1",
            "    x, above, below = _tails(k)\n    return float(np.trapezoid(above",
            "    x, above, below = _tails(k - 1)\n    return float(np.trapezoid(above",
        ),
        (
            "run",
            "long-run reward with ε/k",
            "epsilon) * best_value",
            "epsilon + epsilon / k) * best_value",
        ),
    ],
    ("bandit-study", "demos.figures.bandit_study"): [
        ("told", "peak's setting is its neighbour", "argmax()]", "argmax() - 1]"),
        (
            "told",
            "± of the least error",
            "max(\n        _earned(agents)[1].max",
            "min(\n        _earned(agents)[1].min",
        ),
        ("drawn", "bands of one σ drawn", "CONFIDENCE * errors", "errors"),
        (
            "told",
            "words: Thompson earns UCB's",
            "result.thompson.run_rewards.mean())\n    return",
            "result.learning['UCB'][4].run_rewards.mean())\n    return",
        ),
    ],
    ("nonstationary-bandit", "demos.figures.nonstationary_bandit"): [
        ("run", "dashed: sqrt of t, not t-1", "lengths) - 1)", "lengths))"),
        ("run", "dashed for one arm less", "parameters.arms)", "parameters.arms - 1)"),
        ("told", "words: share is reward", "agent.optimal,", "agent.reward,"),
        (
            "told",
            "words: names exchanged",
            '= "α = 1/N", f"α = {number(p.step_size)}"',
            '= f"α = {number(p.step_size)}", "α = 1/N"',
        ),
        ("run", "optimal error is reward's", "= mean.error", "= agent.reward.error"),
        ("drawn", "bands twice too wide drawn", "[CONFIDENCE", "[2 * CONFIDENCE"),
        (
            "told",
            "late is the last window only",
            "np.average(mean.value[-LATE:], weights=weights)",
            "mean.value[-1]",
        ),
    ],
    ("nonstationary-bandit", "demos.bandits.testbed"): [
        (
            "run",
            "the best arm known before",
            "q_star.argmax(axis=1",
            "(q_star[:, 1:].argmax(axis=1) + 1",
        ),
    ],
    ("temperature", "demos.figures.temperature"): [
        ("drawn", "law not normalised", ".sum(", ".max("),
        (
            "drawn",
            "dots reversed",
            "plot(LADDER, 100 * shares",
            "plot(LADDER, 100 * shares[::-1]",
        ),
        (
            "told",
            "words: end's reward is the best's",
            "earned[place]})",
            "earned[result.best]})",
        ),
        ("drawn", "marks on the neighbour", "index(tau)", "index(tau) - 1"),
        ("drawn", "law at half the temperature", "tau) ", "tau / 2) "),
        ("drawn", "curve's band of one σ", "CONFIDENCE * result", "result"),
        ("told", "words: best τ is the next", "best])", "best - 1])"),
    ],
    ("push-pull", "demos.figures.push_pull"): [
        ("told", "words: shares exchanged", "pull, push)", "push, pull)"),
        ("told", "pulled: first run sure for all", "max())", "min() - 10)"),
    ],
    ("push-pull", "demos.bandits.learning_curves"): [
        ("run", "solved at 0.8", "SOLVED)", "SOLVED - 0.1)"),
    ],
    ("cliff-walking", "demos.figures.cliff_walking"): [
        (
            "drawn",
            "way of the first run",
            "learner.Q.mean(axis=0))\n",
            "learner.Q[0])\n",
        ),
        (
            "drawn",
            "ways in others' colours",
            " result.learners.values(),",
            " [*result.learners.values()][::-1],",
        ),
        ("told", "words: first hundred", "-LATE:", ":LATE"),
        (
            "drawn",
            "dashed: best without exploring",
            "ax, result.best, color",
            "ax, -13.0, color",
        ),
        ("run", "one stream for all", "default_rng(stream)", "default_rng(p.seed)"),
        ("drawn", "bands of one σ", " CONFIDENCE * error", " error"),
        (
            "told",
            "words: best from another ε",
            "fixed(result.best,",
            "fixed(best_return(result.cliff, 0.05),",
        ),
        ("told", "±: deviation", "runs))", "runs) / 4)"),
    ],
    ("cliff-walking", "demos.drawing.cliff"): [
        (
            "drawn",
            "a row too high",
            "full((2, 1), shift",
            "array([[shift - 1], [shift]]",
        ),
    ],
    ("credit-assignment", "demos.figures.credit_assignment"): [
        (
            "drawn",
            "true values from end to end",
            " v = true_values(p.states)[1:-1]\n    show_all",
            " v = np.linspace(-1, 1, p.states)\n    show_all",
        ),
        ("drawn", "lesson one state off", "lesson[1:-1]", "lesson[2:]"),
        (
            "drawn",
            "lessons reversed",
            "result.lesson, strict=False",
            "result.lesson[::-1], strict=False",
        ),
        ("told", "words: worst α", "argmin())", "argmin()) + 1"),
        ("told", "words: ± of α=0", " at]", " 0]"),
        ("drawn", "bands of one σ", "CONFIDENCE * _errors", "_errors"),
    ],
    ("reinforce", "demos.figures.reinforce"): [
        ("drawn", "exact curve without 2", "p), color", "p) + 1.5, color"),
        ("drawn", "dot at ε for ε/2", "EPSILON / 2, LEFT", "EPSILON, LEFT"),
        ("told", "words: first hundred", "returns[-LATE:]", "returns[:LATE]"),
        (
            "drawn",
            "dashed: value of a fair coin",
            " float(value(BEST))",
            " float(value(np.array(0.3)))",
        ),
        (
            "drawn",
            "bands twice too wide drawn",
            "mean, CONFIDENCE",
            "mean, 2 * CONFIDENCE",
        ),
        (
            "told",
            "words: probability of left",
            "probability {fixed(float(BEST",
            "probability {fixed(1 - float(BEST",
        ),
        ("drawn", "policy curve shifted", "plot(p, value", "plot(p - 0.02, value"),
    ],
    ("regret", "demos.bandits.regret"): [
        ("run", "π²/6 for π²/3", "*2 / 3)", "*2 / 6)"),
        ("run", "8 ln t for 4 ln t", "return 8 ", "return 4 "),
    ],
    ("regret", "demos.figures.regret"): [
        ("drawn", "line drawn in log10", ", _line(result)", ", _line(result) / 2.3026"),
        ("told", "words: a mark before the last", "mean[-1])", "mean[-5])"),
        ("told", "words: first band", "band[-1])", "band[-9])"),
        ("run", "bands of one σ", "CONFIDENCE * player", "player"),
        (
            "told",
            "words: slope in bits",
            "result.slope, 3)} ln t,",
            "result.slope / math.log(2), 3)} ln t,",
        ),
        ("told", "title: the worst", "x: x[1][0])", "x: -x[1][0])"),
    ],
    ("forward-diffusion", "demos.figures.forward_diffusion"): [
        ("drawn", "streams not mirrored", "2 * T -", "T +"),
        ("drawn", "walks back drawn forward", "t + T", "2 * T - t"),
        (
            "told",
            "words: root of the share",
            "result.alpha_bar[-1]",
            "np.sqrt(result.alpha_bar[-1])",
        ),
        ("told", "words: floor of half as many", "data, n)", "data, 2 * n)"),
        ("drawn", "walkers there drawn late", "t, there", "t, there[::-1]"),
        ("run", "streams at mass k/16", "/ STREAMS", "/ (STREAMS + 1)"),
    ],
    ("forward-diffusion", "demos.diffusion.chains"): [
        ("run", "noise 2 % too strong", "np.sqrt(beta", "1.02 * np.sqrt(beta"),
        ("run", "way back 3 % too noisy", "+ stds", "+ 1.03 * stds"),
    ],
    ("there-and-back", "demos.figures.there_and_back"): [
        ("drawn", "shades of twice the time", "AT, x", "AT**2, x"),
        ("drawn", "hills exchanged", ":2", ":-2"),
        ("told", "words: signal, not variance", "1)), 1", "1)) ** 0.5, 1"),
        ("told", "words: floor of another crowd", " n)", " n // 2)"),
        ("drawn", "curve of another moment", "DRAWN,", "DRAWN + 0.1,"),
        ("drawn", "streams of x_0 scaled", "AT, STREAMS", "AT / 2, STREAMS"),
    ],
    ("there-and-back", "demos.diffusion.chains"): [
        ("run", "noise 3 % too strong", "np.sqrt(beta", "1.03 * np.sqrt(beta"),
        ("run", "noise 2 % too strong", "np.sqrt(beta", "1.02 * np.sqrt(beta"),
    ],
    ("arrow-of-time", "demos.figures.arrow_of_time"): [
        ("drawn", "ridges one late", "moment),", "moment) + 20,"),
        (
            "drawn",
            "ridges each normalised",
            "* density",
            "* densities.max() * density / density.max()",
        ),
        ("drawn", "deciles: only five", "t, result", "t, 0.95 * result"),
        (
            "drawn",
            "dashed: entropy in bits",
            "ENTROPY_OF_NOISE)",
            "ENTROPY_OF_NOISE / np.log(2))",
        ),
        ("told", "words: index of the moment", "result.t[top]", "top"),
        (
            "drawn",
            "doubt and KL exchanged",
            'mode_entropy, GREEN),\n        "KL": (result.divergence',
            'divergence, GREEN),\n        "KL": (result.mode_entropy',
        ),
        ("told", "words: KL of entropies", "divergence[[0, ", "divergence[[1, "),
        ("drawn", "KL drawn half", "divergence, BLUE", "divergence / 2, BLUE"),
    ],
    ("symmetry-breaking", "demos.figures.symmetry_breaking"): [
        (
            "drawn",
            "middle solid until the humps",
            "plot([first, split], [0, 0]",
            "plot([first, float(result.time(result.humps))], [0, 0]",
        ),
        (
            "drawn",
            "coloured by the start",
            "= paths[-1] > 0",
            "= paths[len(paths) // 2] > 0",
        ),
        (
            "told",
            "words: others' share",
            "percent(result.right, 1)}",
            "percent(1 - result.right + 0.01, 1)}",
        ),
        ("drawn", "potential of narrower x", "heights(x", "heights(0.95 * x"),
        ("told", "words: agreement squared", "agreement, 3)}", "agreement**2, 3)}"),
        (
            "drawn",
            "left branch of another curve",
            "side * result.branch",
            "result.branch * (1 if side > 0 else -result.branch)",
        ),
        (
            "drawn",
            "walks early by the half",
            "plot_walks(ax, T - t, paths[:, right",
            "plot_walks(ax, T - t + 30, paths[:, right",
        ),
    ],
    ("samplers", "demos.figures.samplers"): [
        ("drawn", "dashed half as high", "floor, dashed", "floor / 2, dashed"),
        (
            "told",
            "words: worst is best",
            "min(last, key=lambda name: last[name])",
            "sorted(last, key=lambda name: last[name])[1]",
        ),
        ("told", "words: DDIM begins", "FEW)]", "FEW) - 1]"),
    ],
    ("diffusion-policy", "demos.figures.diffusion_policy"): [
        ("drawn", "maps one late", "n - 1", "n"),
        ("drawn", "dots are noise", "drivers[:2]", "drivers[::2]"),
        ("drawn", "obstacle narrower", "half = result", "half = 0.8 * result"),
        ("told", "words: exchanged", "one, many", "many, one"),
        (
            "drawn",
            "dashed names exchanged",
            '_mean_crashes(result), "demonstrators": _crashes',
            '_crashes(result), "demonstrators": _mean_crashes',
        ),
        (
            "drawn",
            "mean curve steeper",
            " result.regression,",
            " np.tanh(result.parameters.sharpness * result.o),",
        ),
        (
            "told",
            "slider tells another share",
            "2 * normal_cdf(edges) - 1",
            "normal_cdf(edges) - 0.5",
        ),
        ("drawn", "shades transposed in o", " ROAD", " -ROAD"),
    ],
    ("ink-drop", "demos.figures.ink_drop"): [
        ("run", "Einstein 2 D t", "return 4 ", "return 2 "),
        (
            "run",
            "time from 0",
            "DT, DT * len(self.squared",
            "0, DT * (len(self.squared) - 1",
        ),
        (
            "told",
            "words: exchanged",
            "squared, result.expected",
            "expected, result.squared",
        ),
        ("drawn", "last drop not painted", "counts,\n", "counts[:-1],\n"),
        ("run", "words: walkers asked for", " * len(self.counts)", ""),
    ],
    ("ink-drop", "demos.drawing.ink"): [
        ("drawn", "picture upside down", "image,", "image[::-1],"),
        (
            "drawn",
            "bands of concentration linear",
            "1 + np.log(relative) / (DECADES * math.log(10))",
            "relative + 0 * DECADES",
        ),
    ],
    ("learned-score", "demos.figures.learned_score"): [
        ("drawn", "losses rooted in drawing", " losses,", " np.sqrt(losses),"),
        (
            "drawn",
            "dashed names exchanged",
            'floor, "floor',
            'floor - result.excess, "floor',
        ),
        (
            "run",
            "density of noise",
            "result.data, level).pdf",
            "result.data, 0 * level).pdf",
        ),
        (
            "told",
            "words: exchanged",
            "result.denoiser.score, exact_score(result.data)",
            "exact_score(result.data), result.denoiser.score",
        ),
        ("told", "words: excess is floor", "excess, 2", "excess**0.5, 2"),
        (
            "run",
            "slider: exact and learned exchanged",
            'exact", "learned',
            'learned", "exact',
        ),
        ("drawn", "blocks late", "semilogx(updates", "semilogx(2 * updates"),
    ],
}


def plant(patch, path, right, wrong):
    """Write the wrong text for the right one, wherever the function is known."""
    module = import_module(path)
    source = Path(module.__file__).read_text(encoding="utf-8")
    assert source.count(right) == 1, (path, right)
    line = source[: source.index(right)].count("\n") + 1
    node = _around(ast.parse(source.replace(right, wrong)).body, line)
    name = node.targets[0].id if isinstance(node, ast.Assign) else node.name
    before = getattr(module, name)
    exec(compile(ast.Module([node], []), path, "exec"), vars(module))
    after = getattr(module, name)
    setattr(module, name, before)
    if isinstance(node, ast.ClassDef):
        method = _around(node.body, line).name
        patch.setattr(before, method, vars(after)[method])
        return
    for known in [m for n, m in sys.modules.items() if n.startswith("demos.")]:
        for own, value in list(vars(known).items()):
            if value is before:
                patch.setattr(known, own, after)


def _around(nodes, line):
    """The statement that a line is part of, its decorators too."""
    return next(
        node
        for node in nodes
        if min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        <= line
        <= node.end_lineno
    )
