"""The peer: the same networks and the same work in PyTorch, one measurement a process.

    peer.py WORKLOAD key=value ...

prints one line of JSON with the measured numbers. Written as a person writes a training loop who knows PyTorch and has
her data in memory: no DataLoader, whose processes would only cost here, and no compiler.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional

CLASSES = 10
SIZE = 28
MAX_RATE = 0.05
MOMENTUM = 0.9


class Cnn(nn.Sequential):
    """Two convolutions of 3 x 3, 16 and 32 channels, each halved by max pooling; 128 rectifiers."""

    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(32 * (SIZE // 4) ** 2, 128), nn.ReLU(), nn.Linear(128, CLASSES))


class Block(nn.Module):
    """Two convolutions and the shortcut past them, a projection where the shape changes."""

    def __init__(self, inputs, channels, stride):
        super().__init__()
        self.first = nn.Conv2d(inputs, channels, 3, stride, padding=1, bias=False)
        self.first_norm = nn.BatchNorm2d(channels)
        self.second = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.second_norm = nn.BatchNorm2d(channels)
        self.shortcut = nn.Identity() if stride == 1 else nn.Sequential(
            nn.Conv2d(inputs, channels, 1, stride, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        out = functional.relu(self.first_norm(self.first(x)), inplace=True)
        out = self.second_norm(self.second(out))
        return functional.relu(out + self.shortcut(x), inplace=True)


class ResNet(nn.Sequential):
    """A convolution, three blocks with 16, 32 and 64 channels, and the output on the mean of each channel."""

    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(inplace=True),
            Block(16, 16, 1), Block(16, 32, 2), Block(32, 64, 2),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, CLASSES))


NETWORKS = {"cnn": Cnn, "resnet": ResNet}


def parameter_count(network):
    """Counts parameters as Deeplearning4j does, which has batch norm's running statistics among them."""
    statistics = sum(b.numel() for b in network.buffers() if b.is_floating_point())
    return sum(p.numel() for p in network.parameters()) + statistics


def images(examples, seed):
    """Noise with a brighter block whose place tells the class; one label in ten is drawn anew."""
    generator = torch.Generator().manual_seed(seed)
    shown = torch.randint(CLASSES, (examples,), generator=generator)
    features = 0.7 * torch.rand(examples, 1, SIZE, SIZE, generator=generator)
    for label in range(CLASSES):
        top, left = 2 + label // 2 * 5, 1 + label % 2 * 14
        features[shown == label, :, top:top + 4, left:left + 12] += 0.3
    wrong = torch.rand(examples, generator=generator) < 0.1
    told = torch.where(wrong, torch.randint(CLASSES, (examples,), generator=generator), shown)
    return features, told


def peak_megabytes():
    """Returns the most that was resident at any time up to now, as Linux counts it."""
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    raise RuntimeError("/proc/self/status must tell VmHWM, does not")


def prepare(arguments):
    """Saves five members of each network."""
    for name, network in NETWORKS.items():
        for member in range(5):
            torch.manual_seed(member)
            torch.save(network().state_dict(), f"{arguments['work']}/{name}-{member}.pt")
    return {}


def members(arguments):
    """Loads the ensemble's members, or the last of them."""
    loaded = []
    for member in range(5 - int(arguments.get("members", 5)), 5):
        network = NETWORKS[arguments["network"]]()
        network.load_state_dict(torch.load(f"{arguments['work']}/{arguments['network']}-{member}.pt"))
        loaded.append(network.eval())
    return loaded


def predict(networks, features):
    """Returns each member's probabilities and their mean."""
    with torch.inference_mode():
        each = torch.stack([network(features).softmax(1) for network in networks])
        return each, each.mean(0)


def training(arguments):
    """Whole epochs, the first of which warms up."""
    examples, batch, epochs = (int(arguments[key]) for key in ("examples", "batch", "epochs"))
    torch.manual_seed(1)
    network = NETWORKS[arguments["network"]]()
    features, labels = images(examples, 1)
    optimizer = torch.optim.SGD(network.parameters(), lr=MAX_RATE, momentum=MOMENTUM, nesterov=True)
    batches = -(-examples // batch)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs * batches)
    start = None
    for epoch in range(epochs):
        if epoch == 1:
            start = time.perf_counter()
        for rows in torch.randperm(examples).split(batch):
            optimizer.zero_grad(set_to_none=True)
            loss = functional.cross_entropy(network(features[rows]), labels[rows])
            loss.backward()
            optimizer.step()
            schedule.step()
            if not torch.isfinite(loss):
                raise RuntimeError(f"loss must be finite, was {loss.item()}")
    seconds = time.perf_counter() - start
    return {"examplesPerSecond": (epochs - 1) * examples / seconds, "parameters": parameter_count(network),
            "peakMegabytes": peak_megabytes()}


def prediction(arguments):
    """One caller that predicts again and again on the same examples; a third of the time before warms up."""
    batch, seconds = int(arguments["batch"]), int(arguments["millis"]) / 1000
    networks = members(arguments)
    features, _ = images(batch, 2)
    repeated(seconds / 3, networks, features)
    calls = repeated(seconds, networks, features)
    per_second = batch * len(calls) / sum(calls)
    return {"examplesPerSecond": per_second, "medianMillis": 1000 * sorted(calls)[len(calls) // 2],
            "peakMegabytes": peak_megabytes()}


def repeated(seconds, networks, features):
    """Returns how long each call took."""
    calls = []
    begin = now = time.perf_counter()
    while True:
        before = now
        predict(networks, features)
        now = time.perf_counter()
        calls.append(now - before)
        if now - begin >= seconds:
            return calls


def first_prediction(arguments):
    """From the launch of the process, whose time it is told, to the first answer."""
    predict(members(arguments), images(1, 2)[0])
    return {"seconds": time.time() - int(arguments["launchedAt"]) / 1000}


def prediction_memory(arguments):
    """What the process holds at most while it predicts a number of examples, so many in each call."""
    examples, per_call = int(arguments["examples"]), int(arguments["perCall"])
    networks = members(arguments)
    array_bytes = 0
    features = torch.rand(per_call, 1, SIZE, SIZE)
    for _ in range(0, examples, per_call):
        answers = predict(networks, features)
        array_bytes = sum(array.numel() * array.element_size() for array in (features, *answers))
    peak = peak_megabytes()
    return {"peakMegabytes": peak, "beyondArraysMegabytes": peak - array_bytes / 2 ** 20}


WORKLOADS = {
    "prepare": prepare,
    "training": training,
    "prediction": prediction,
    "first-prediction": first_prediction,
    "prediction-memory": prediction_memory,
}


def main():
    """Does one workload and prints its numbers."""
    arguments = dict(argument.split("=", 1) for argument in sys.argv[2:])
    torch.set_num_threads(int(arguments["threads"]))
    print(json.dumps(WORKLOADS[sys.argv[1]](arguments)))


main()
