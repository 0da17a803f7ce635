/** What a sweep came to: its claims tested, its tables and figures. */
package dev.ductile.eval.sweep.report;
