from fotfeste.site.cli import main

raise SystemExit(main())
