/**
 * Networks: what turns stacked frames into values, written once against the engine's operations.
 */
package dev.ductile.agent.network;
