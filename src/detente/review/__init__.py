"""What people say of what the machine read: reviews, their agreement, drills, and grades of sources and reports."""
