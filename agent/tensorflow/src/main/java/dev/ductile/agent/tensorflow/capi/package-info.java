/** TensorFlow's C interface, called without objects that would be made anew at every call. */
package dev.ductile.agent.tensorflow.capi;
