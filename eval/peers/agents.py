"""The usual PyTorch agents on Atari: networks and one gradient update, as common single-file scripts write them.

dqn: Nature network, Huber loss. dqn-ln: the same with LayerNorm before every ReLU.
c51: Nature network, 51 atoms.
rainbow: dueling, factorised noisy layers, double Q, 51 atoms, importance weights. All: Adam, batches of 32.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

# Where NNPACK cannot be used PyTorch says so in every convolution: thousands of lines.
torch.backends.nnpack.set_flags(False)

BATCH, ATOMS = 32, 51
SUPPORT = torch.linspace(-10, 10, ATOMS)
ROWS = torch.arange(BATCH)


class Noisy(nn.Module):
    """A linear layer with factorised Gaussian noise."""

    def __init__(self, inputs, outputs):
        super().__init__()
        bound = inputs**-0.5
        self.inputs, self.outputs = inputs, outputs
        self.weight = nn.Parameter(torch.empty(outputs, inputs).uniform_(-bound, bound))
        self.weight_sigma = nn.Parameter(torch.full((outputs, inputs), 0.5 * bound))
        self.bias = nn.Parameter(torch.empty(outputs).uniform_(-bound, bound))
        self.bias_sigma = nn.Parameter(torch.full((outputs,), 0.5 * outputs**-0.5))
        self.draw()

    def draw(self):
        def noise(n):
            x = torch.randn(n)
            return x.sign() * x.abs().sqrt()

        rows, columns = noise(self.outputs), noise(self.inputs)
        self.weight_noise, self.bias_noise = torch.outer(rows, columns), rows

    def forward(self, x):
        weight = self.weight + self.weight_sigma * self.weight_noise
        return F.linear(x, weight, self.bias + self.bias_sigma * self.bias_noise)


class Network(nn.Module):
    def __init__(self, agent, actions):
        super().__init__()
        self.agent, self.actions = agent, actions

        def norm(shape):
            return nn.LayerNorm(shape) if agent == "dqn-ln" else nn.Identity()

        self.body = nn.Sequential(
            nn.Conv2d(4, 32, 8, 4), norm([32, 20, 20]), nn.ReLU(),
            nn.Conv2d(32, 64, 4, 2), norm([64, 9, 9]), nn.ReLU(),
            nn.Conv2d(64, 64, 3, 1), norm([64, 7, 7]), nn.ReLU(), nn.Flatten())
        if agent == "rainbow":
            self.value = nn.Sequential(Noisy(3136, 512), nn.ReLU(), Noisy(512, ATOMS))
            self.advantage = nn.Sequential(Noisy(3136, 512), nn.ReLU(), Noisy(512, actions * ATOMS))
        else:
            outputs = actions * (ATOMS if agent == "c51" else 1)
            self.head = nn.Sequential(nn.Linear(3136, 512), norm(512), nn.ReLU(), nn.Linear(512, outputs))

    def forward(self, images):
        features = self.body(images / 255.0)
        if self.agent == "c51":
            return self.head(features).view(-1, self.actions, ATOMS)
        if self.agent != "rainbow":
            return self.head(features)
        value = self.value(features).view(-1, 1, ATOMS)
        advantage = self.advantage(features).view(-1, self.actions, ATOMS)
        return value + advantage - advantage.mean(1, keepdim=True)

    def draw(self):
        for module in self.modules():
            if isinstance(module, Noisy):
                module.draw()

    def values(self, images):
        out = self(images)
        return (F.softmax(out, 2) * SUPPORT).sum(2) if out.dim() == 3 else out


class Agent:
    def __init__(self, name, actions, bfloat16=False):
        self.name, self.bfloat16 = name, bfloat16
        self.online, self.target = Network(name, actions), Network(name, actions)
        self.target.load_state_dict(self.online.state_dict())
        self.optimizer = torch.optim.Adam(self.online.parameters(), 6.25e-5, eps=1.5e-4)

    def update(self, images, next_images, actions, rewards, discounts, weights):
        """One gradient step; returns the losses of the transitions (rainbow) or None."""
        losses = None
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            if self.name == "rainbow":
                self.online.draw()
                self.target.draw()
                losses = self._cross_entropies(images, next_images, actions, rewards, discounts)
                loss = (weights * losses).mean()
            elif self.name == "c51":
                loss = self._cross_entropies(images, next_images, actions, rewards, discounts).mean()
            else:
                with torch.no_grad():
                    targets = rewards + discounts * self.target(next_images).max(1).values
                loss = F.huber_loss(self.online(images)[ROWS, actions].float(), targets.float())
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return losses

    def _cross_entropies(self, images, next_images, actions, rewards, discounts):
        with torch.no_grad():
            chooser = self.online if self.name == "rainbow" else self.target  # Rainbow's is double Q
            best = chooser.values(next_images).argmax(1)
            p = F.softmax(self.target(next_images)[ROWS, best], 1)
            atoms = (rewards[:, None] + discounts[:, None] * SUPPORT).clamp(-10, 10)
            near = (1 - (atoms[:, None] - SUPPORT[None, :, None]).abs() / 0.4).clamp(0, 1)
            projected = (near * p[:, None]).sum(2)
        return -(projected * F.log_softmax(self.online(images)[ROWS, actions], 1)).sum(1)
