"""Tonight: what phones tell about a night becomes stored facts. The screens themselves live on the phone."""
