/**
 * Trained networks in the file formats of other libraries: {@link
 * dev.ductile.agent.exchange.NetworkFormat}. Whoever has the library of a format registers it for
 * {@link java.util.ServiceLoader}.
 */
package dev.ductile.agent.exchange;
