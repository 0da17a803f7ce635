#!/usr/bin/env bash
# Versions: TensorBoard 2.21.0, tensorboard-data-server 0.7.2. The page's two loaders disagree about
# several values of one tag at one step.
#
# Expected: `tensorboard --load_fast=false` and the default (the data server, where its package is
#   installed) show the same points of the same event file. Several values at a step are ordinary
#   where environments run side by side and games end together.
# Behaviour: the Python loader shows all; the data server keeps the last one without a word.
# Output seen:
#   python loader: [[1000, 1.0], [1000, 2.0], [1000, 3.0], [2000, 4.0]]
#   data server:   [[1000, 3.0], [2000, 4.0]]
# Exits 0 while this is so, 1 if it changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --retries 0 tensorboard==2.21.0 tensorboard-data-server==0.7.2 'setuptools<81'
"$work/venv/bin/python" - "$work/run" <<'PYTHON' 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
import sys
from tensorboard import context
from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.data import server_ingester
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.util import grpc_util

folder = sys.argv[1]
writer = EventFileWriter(folder)
for step, value in [(1000, 1), (1000, 2), (1000, 3), (2000, 4)]:
    summary = summary_pb2.Summary(value=[summary_pb2.Summary.Value(tag="return", simple_value=value)])
    writer.add_event(event_pb2.Event(step=step, summary=summary))
writer.close()

def points(provider):
    read = provider.read_scalars(context.RequestContext(), experiment_id="", plugin_name="scalars",
                                 downsample=1000)
    return [[p.step, float(p.value)] for tags in read.values() for p in tags["return"]]

multiplexer = plugin_event_multiplexer.EventMultiplexer().AddRunsFromDirectory(folder)
multiplexer.Reload()
slow = points(data_provider.MultiplexerDataProvider(multiplexer, folder))
ingester = server_ingester.SubprocessServerDataIngester(
    server_ingester.get_server_binary(), folder, reload_interval=1000,
    channel_creds_type=grpc_util.ChannelCredsType.LOCAL)
ingester.start()
fast = points(ingester.data_provider)
print("python loader:", slow)
print("data server:  ", fast)
sys.exit(0 if len(slow) == 4 and fast == [[1000, 3.0], [2000, 4.0]] else 1)
PYTHON
