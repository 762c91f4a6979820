// Without it, the development server's first page asks for packages that it has just bundled anew, and stays as the server rendered it.
export default { future: { unstable_optimizeDeps: true } };
