"""WordPress: associations, communes, projects, small papers."""
