/** Networks as DL4J's own layers, to and from its files; nothing here trains. */
package dev.ductile.agent.dl4j.exchange;
