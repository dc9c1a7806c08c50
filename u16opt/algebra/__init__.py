"""From rules written in Pyomo to arrays: each rule is read once as a template and evaluated with numpy."""
