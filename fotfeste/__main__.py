from fotfeste.config.cli import main

raise SystemExit(main())
