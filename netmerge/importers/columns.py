"""WIP"""
def is_alias(name: str) -> bool:
    return name.casefold().replace(" ","").replace("-","") in {"firstname","lastname","name","email","company","phone","url","emailaddress","position","connectedon"}
