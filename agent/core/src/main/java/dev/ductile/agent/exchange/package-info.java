/**
 * Trained networks in the file formats of other libraries: {@link
 * dev.ductile.agent.exchange.NetworkFormat}. Whoever has the library of a format registers it for
 * {@link java.util.ServiceLoader}; {@code safetensors} needs none and is here.
 */
package dev.ductile.agent.exchange;
