/** Forks: runs that go on from a checkpoint of another run under a changed configuration. */
package dev.ductile.agent.fork;
