"""How the classifier learns, is measured and is promoted. Imports scikit-learn: only commands come here."""
