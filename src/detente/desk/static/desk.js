// What makes pages better where scripts run. Every page works without it.
"use strict";
document.documentElement.classList.add("scripted");
