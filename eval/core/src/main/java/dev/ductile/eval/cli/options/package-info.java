/** Options that several commands share, what may stand behind them, and figures as answers. */
package dev.ductile.eval.cli.options;
