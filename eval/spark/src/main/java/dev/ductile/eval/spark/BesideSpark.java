package dev.ductile.eval.spark;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Loads Ductile with its own libraries first, and from its parent Spark and what that speaks in.
 */
final class BesideSpark extends URLClassLoader {
  private static final List<String> THEIRS =
      List.of("java.", "org.apache.spark.", "org.apache.hadoop.", "scala.");

  BesideSpark(URL[] urls, ClassLoader parent) {
    super("ductile beside spark", urls, parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> found = findLoadedClass(name);
      if (found == null && THEIRS.stream().noneMatch(name::startsWith)) {
        try {
          found = findClass(name);
        } catch (ClassNotFoundException e) {
          found = null; // the parent may have it
        }
      }
      if (found == null) {
        return super.loadClass(name, resolve);
      }
      if (resolve) {
        resolveClass(found);
      }
      return found;
    }
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }

  /** Services too: Spark's are plugged into Spark. */
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    Enumeration<URL> own = findResources(name);
    return own.hasMoreElements()
        ? own
        : Collections.enumeration(Collections.list(super.getResources(name)));
  }
}
