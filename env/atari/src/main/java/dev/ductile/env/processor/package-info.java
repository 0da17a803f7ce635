/**
 * Small stateful processors between an emulator and an agent. Each does one thing, owns its state
 * and can save and restore it ({@link dev.ductile.base.Stateful}).
 */
package dev.ductile.env.processor;
